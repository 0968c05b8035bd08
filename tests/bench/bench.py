#!/usr/bin/env python3
"""Measures all that this project promises of speed, and PyTorch beside it, in
one run and in turns: each round measures everything once, so that noise hits
all alike. Prints medians with their spread over the rounds, ratios (each
round's own, their median) beside the bounds they should keep and what is aimed
at, and at last a line of JSON. A figure never makes it fail; the exit status is
1 only where something could not run.

Figures mean something on a machine with nothing else to do, so the processor,
its cores and the load at the start come first, with a warning where there is a
load. PyTorch is measured where /usr/bin/python3 has it (Debian: python3-torch,
and libopenblas0-pthread for a fair ratio), MNIST where it is installed
(inkling-cli data get mnist), 20 Newsgroups where --news says that it is and
scikit-learn is installed (python3-sklearn), a live chart and a digit that is drawn where there
is a display or xvfb-run.
"""
import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import report  # noqa: E402
import texts  # noqa: E402
from report import count_threads  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SYSTEM_PYTHON = "/usr/bin/python3"
BATCH = 128
TORCH_BATCHES = (128, 256)
THREADS = (1, 2)
WANTED_ACCURACY = 0.99

# What is trained: threads, precision, augmentation.
SETTINGS = {
    "train_fp32_1": (1, "fp32", "none"),
    "train_fp32_2": (2, "fp32", "none"),
    "train_bf16_1": (1, "bf16", "none"),
    "train_bf16_2": (2, "bf16", "none"),
    "train_fp32_2_affine": (2, "fp32", "affine"),
    "train_fp32_2_elastic": (2, "fp32", "elastic"),
}

# What is brought to 28x28.
DRAWINGS = {
    "drawing": "a drawing to 28x28",
    "steps": "the same, with the steps between",
    "large": "a drawing of 100,000 points to 28x28",
    "large_steps": "the same, with the steps between",
}

# What is drawn.
PLOTS = {
    "line": "a frame of a line of 1,000,000 points",
    "smooth": "a frame of its smoothed line",
    "many": "a frame of 50 lines of 20,000 points",
    "append": "appending 1,000,000 points",
}

# Figures of predictions.
METRICS = {
    "roc": "ROC of 10,000,000 scores",
    "bootstrap": "2,000 resamples of all figures, 10,000 x 10, 2 threads",
}

# One thread and two in turns; a stretch is so many batches.
SCALING = {
    "alone": "one thread, short stretches in turns",
    "apart": "two trainers of one thread, side by side",
    "together": "two threads, the same batch",
}
SCALING_STEPS = 20
LIVE = "tests/bench/bench-live"
LIVE_EVENTS = 10000
CANVAS = "tests/bench/bench-canvas"

# A drawn digit: key -> what bench-canvas calls it, in what, what it is.
DRAWN = {
    "canvas_event_ms": ("clock_p99_ms", "ms", "99 of 100 points read within"),
    "canvas_work_ms": ("work_p99_ms", "ms", "99 of 100, work alone"),
    "canvas_median_ms": ("clock_median_ms", "ms", "a point, median"),
    "canvas_frame_ms": ("frame_median_ms", "ms", "a point painted, median"),
    "trace_us": ("trace_us", "us", "the look inside, alone"),
}

TEXT_PAGE = "tests/bench/bench-text-page"

# A key press on the page Text, of 2,000 words: as of a drawn digit.
TYPED = {
    "typed_key_ms": ("clock_p99_ms", "ms", "99 of 100 keys read within"),
    "typed_work_ms": ("work_p99_ms", "ms", "99 of 100, work alone"),
    "typed_median_ms": ("clock_median_ms", "ms", "a key, median"),
    "typed_frame_ms": ("frame_median_ms", "ms", "a key painted, median"),
}

# How much of everything in a round. Epochs do not count the one that warms up.
Plan = collections.namedtuple("Plan", [
    "rounds", "images", "epochs", "peak_ms", "read_rounds", "torch_images",
    "torch_epochs", "torch_read_rounds", "n_seeds", "frames",
    "live_seconds", "canvas_events", "typed_keys", "features", "stretches",
    "scores", "resamples", "corpus_mb"])
FULL = Plan(rounds=7, images=12800, epochs=4, peak_ms=200, read_rounds=9,
            torch_images=6400, torch_epochs=1, torch_read_rounds=4, n_seeds=5,
            frames=101, live_seconds=4, canvas_events=3000,
            typed_keys=1000, features=200000, stretches=40,
            scores=10000000, resamples=2000, corpus_mb=100)
QUICK = Plan(rounds=2, images=1280, epochs=1, peak_ms=20, read_rounds=1,
             torch_images=1280, torch_epochs=1, torch_read_rounds=1, n_seeds=1,
             frames=5, live_seconds=2, canvas_events=100,
             typed_keys=40, features=5000, stretches=2,
             scores=100000, resamples=100, corpus_mb=1)


def fail(message):
    sys.exit(f"tests/bench/run: {message}")


def tell(message):
    print(message, file=sys.stderr, flush=True)


def run(command):
    """Standard output, and the most memory it took, in MB (1e6 bytes). What
    the system counts begins with what a copy of this process takes, some
    15 MB."""
    with tempfile.TemporaryFile("w+") as out, \
            tempfile.TemporaryFile("w+") as err:
        child = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode != 0:
            fail(f"status {child.returncode} of {' '.join(command)}\n"
                 + err.read())
        return out.read(), usage.ru_maxrss * 1024 / 1e6


def run_json(*command):
    """Its lines of JSON."""
    out, _ = run([str(argument) for argument in command])
    lines = [json.loads(line) for line in out.splitlines()]
    if not lines:
        fail(f"no figures from {' '.join(map(str, command))}")
    return lines


class Bench:
    def __init__(self, build, plan):
        self.build = build
        self.plan = plan
        self.figures = report.Figures()
        self.kernels = {}  # precision -> what its kernels are
        self.seeds = []
        self.recipe = {}
        self.torch_precisions = ["fp32"]
        self.cli = self.program("app/cli/inkling-cli")

    def program(self, path):
        program = os.path.join(self.build, path)
        if not os.access(program, os.X_OK):
            fail(f"{program} is not there: build with -Dtests=true first")
        return program

    def bench(self, name, *arguments):
        return run_json(self.program(f"tests/bench/{name}"), *arguments)

    # ---- ours ----------------------------------------------------------

    def peaks(self):
        return {threads: self.bench("bench-peak", threads,
                                    self.plan.peak_ms)[0]
                for threads in THREADS}

    def add_peaks(self, before, after):
        """Of a round: halfway between those around its training."""
        for threads in THREADS:
            for kind in ("fp32", "bf16_dot", "bf16_tiles"):
                pair = [peaks[threads][kind + "_gflops"]
                        for peaks in (before, after)]
                if None not in pair:
                    self.figures.add(
                        f"peak_{kind}_{threads}", sum(pair) / 2, "GFLOP/s",
                        f"peak {kind.replace('_', ' ')}, "
                        f"{count_threads(threads)}")

    def train(self, key):
        threads, precision, augment = SETTINGS[key]
        lines = self.bench("bench-train", threads, BATCH, self.plan.images,
                           self.plan.epochs, precision, augment)
        self.kernels[precision] = {"isa": lines[0]["isa"],
                                   "bf16": lines[0]["bf16"]}
        more = "" if augment == "none" else f", {augment}"
        self.figures.add(key, report.median_of(lines, "images_per_second"),
                         "images/s",
                         f"train {precision}, {count_threads(threads)}{more}")

    def scaling(self):
        lines = self.bench("bench-scaling", self.plan.stretches, SCALING_STEPS)
        for key, label in SCALING.items():
            self.figures.add(f"scaling_{key}", report.median_of(lines, key),
                             "images/s", f"train fp32, {label}")

    def read(self):
        for threads in THREADS:
            line = self.bench("bench-read", threads, self.plan.read_rounds)[0]
            if threads == 1:
                self.figures.add("read_one_us", line["one_image_us"], "us",
                                 "read one image")
            self.figures.add(f"read_batch_{threads}",
                             line["batch_images_per_second"], "images/s",
                             f"read batches, {count_threads(threads)}")

    def rasterize(self):
        line = self.bench("bench-rasterize", self.plan.frames)[0]
        for key, label in DRAWINGS.items():
            self.figures.add(f"raster_{key}_us", line[f"{key}_us"], "us",
                             label)

    def metrics(self):
        line = self.bench("bench-metrics", self.plan.scores,
                          self.plan.resamples)[0]
        for key, label in METRICS.items():
            self.figures.add(f"{key}_seconds", line[f"{key}_seconds"], "s",
                             label)

    def run_json(self, *command):
        return run_json(*command)

    # ---- charts --------------------------------------------------------

    def plot(self):
        line = self.bench("bench-plot", self.plan.frames)[0]
        for key, label in PLOTS.items():
            self.figures.add(f"plot_{key}_ms", line[f"{key}_ms"], "ms", label)

    def live(self, display):
        """@display: what to run it by. Work is what the window's thread did
        in the longest stall: less than all where others had its processor."""
        line = run_json(*display, self.program(LIVE), LIVE_EVENTS,
                        self.plan.live_seconds)[0]
        for key, label in (("stall", "longest stall"),
                           ("work", "longest work at a time")):
            self.figures.add(f"live_{key}_ms", line[f"longest_{key}_ms"], "ms",
                             f"live chart, {LIVE_EVENTS} events/s: {label}")

    def canvas(self, display):
        line = run_json(*display, self.program(CANVAS),
                        self.plan.canvas_events)[0]
        for key, (name, unit, label) in DRAWN.items():
            self.figures.add(key, line[name], unit, f"drawn digit: {label}")

    def typed(self, display):
        line = run_json(*display, self.program(TEXT_PAGE),
                        self.plan.typed_keys, self.plan.features)[0]
        for key, (name, unit, label) in TYPED.items():
            self.figures.add(key, line[name], unit, f"typed text: {label}")

    # ---- PyTorch -------------------------------------------------------

    def torch_rate(self, threads, batch, images, precision):
        lines = run_json(SYSTEM_PYTHON, f"{HERE}/bench-train-torch.py",
                         threads, batch, images, self.plan.torch_epochs,
                         precision)
        return report.median_of(lines, "images_per_second")

    def probe_torch_bf16(self):
        """A note where it is too slow to be worth its time."""
        fp32, bf16 = (self.torch_rate(1, BATCH, 10 * BATCH, precision)
                      for precision in ("fp32", "bf16"))
        if 2 * bf16 >= fp32:
            self.torch_precisions.append("bf16")
            return []
        return [f"PyTorch's bf16 is left out: {bf16:.0f} images/s of training "
                f"beside {fp32:.0f} in fp32"]

    def torch_train(self):
        for precision in self.torch_precisions:
            for threads in THREADS:
                for batch in TORCH_BATCHES:
                    self.figures.add(
                        f"torch_train_{precision}_{threads}_{batch}",
                        self.torch_rate(threads, batch,
                                        self.plan.torch_images, precision),
                        "images/s", f"PyTorch train {precision}, "
                        f"{count_threads(threads)}, batch {batch}")

    def torch_read(self):
        for threads in THREADS:
            for line in run_json(SYSTEM_PYTHON, f"{HERE}/bench-read-torch.py",
                                 threads, self.plan.torch_read_rounds):
                way = line["program"].split()[-1]
                name = (f"{way.replace('optimize_for_', '')}, "
                        f"{count_threads(threads)}")
                self.figures.add(f"torch_read_one_us_{way}_{threads}",
                                 line["one_image_us"], "us",
                                 f"PyTorch read one image, {name}")
                self.figures.add(f"torch_read_batch_{way}_{threads}",
                                 line["batch_images_per_second"], "images/s",
                                 f"PyTorch read batches, {name}")

    # ---- MNIST ---------------------------------------------------------

    def train_mnist(self, folder, *options):
        """What `inkling-cli train` says, with the whole command's seconds and
        memory."""
        start = time.monotonic()
        out, memory = run([self.cli, "train", "lenet5", "--data", "mnist",
                           "--output", f"{folder}/model.safetensors",
                           "--threads", "2", "--json", "--quiet", *options])
        return dict(json.loads(out), memory_mb=memory,
                    command_seconds=time.monotonic() - start)

    def fast(self, seed):
        """Seconds are of the steps alone: no loading, no validation."""
        with tempfile.TemporaryDirectory() as folder:
            told = self.train_mnist(folder, "--recipe", "fast",
                                    "--seed", str(seed))
            measured = run_json(self.cli, "evaluate",
                                f"{folder}/model.safetensors", "--data",
                                "mnist", "--threads", "2", "--json")[0]
        self.recipe = {key: told[key] for key in
                       ("epochs", "batch_size", "precision", "augment",
                        "train_count")}
        self.seeds.append({"seed": seed, "seconds": told["seconds"],
                           "command_seconds": told["command_seconds"],
                           "test_accuracy": measured["accuracy"]})
        self.figures.add("fast_seconds", told["seconds"], "s",
                         "recipe fast, training")

    def evaluate(self):
        """The shipped model on MNIST's test set, from start to JSON."""
        start = time.monotonic()
        run([self.cli, "evaluate", "digits", "--data", "mnist", "--json"])
        self.figures.add("evaluate_seconds", time.monotonic() - start, "s",
                         "evaluate digits --data mnist --json")

    def memory(self):
        with tempfile.TemporaryDirectory() as folder:
            told = self.train_mnist(folder, "--epochs", "1")
        self.figures.add("memory_mb", told["memory_mb"], "MB",
                         "memory of train lenet5, at most")

    def seeds_below(self):
        return [seed["seed"] for seed in self.seeds
                if seed["test_accuracy"] < WANTED_ACCURACY]

    # ---- a round -------------------------------------------------------

    def round(self, number, torch, mnist, display, news):
        before = self.peaks()
        for key in SETTINGS:
            self.train(key)
        self.add_peaks(before, self.peaks())
        self.scaling()
        self.read()
        self.rasterize()
        self.metrics()
        self.plot()
        texts.add_corpus(self)
        if news is not None:
            texts.add_news(self, news)
        if display is not None:
            self.live(display)
            self.canvas(display)
            self.typed(display)
        if torch:
            self.torch_train()
            self.torch_read()
        if mnist:
            self.evaluate()
            self.memory()
        if mnist and number <= self.plan.n_seeds:
            self.fast(number)


def has_torch():
    return subprocess.run([SYSTEM_PYTHON, "-c", "import torch"],
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


def find_torch(wanted):
    """Whether to measure it, and notes."""
    if not wanted:
        return False, ["PyTorch is left out"]
    if not os.access(SYSTEM_PYTHON, os.X_OK) or not has_torch():
        return False, ["PyTorch is not installed (python3-torch, "
                       "libopenblas0-pthread): no ratio"]
    blas = report.blas_library()
    notes = [f"PyTorch multiplies matrices with {blas or 'what it brings'}"]
    if blas and not any(name in blas for name in ("openblas", "mkl", "blis")):
        notes.append("(a slow one: install libopenblas0-pthread for a fair "
                     "ratio)")
    return True, notes


def find_display(build):
    """What to run a window by, None for no way; and notes."""
    command = ["env", "GSK_RENDERER=cairo", "GTK_A11Y=none"]
    if not os.access(os.path.join(build, LIVE), os.X_OK):
        return None, ["no live chart, no drawn digit, no typed text: built without "
                      "GTK"]
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return command, []
    if shutil.which("xvfb-run"):
        return ["xvfb-run", "-a", "-s", "-screen 0 1400x1000x24"] + command, []
    return None, ["no live chart, no drawn digit, no typed text: there is no "
                  "display, nor xvfb-run"]


def find_mnist(cli, wanted):
    if not wanted:
        return False, ["MNIST is left out"]
    if any(known["name"] == "mnist" and known["installed"]
           for known in run_json(cli, "data", "list", "--json")):
        return True, []
    return False, ["MNIST is not here: no time to 99 %, no memory; get it "
                   "with inkling-cli data get mnist"]


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="tests/bench/run", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", metavar="BUILD_DIR", nargs="?",
                        default=os.path.join(ROOT, "build", "tests"),
                        help="one configured with -Dtests=true [build/tests]")
    parser.add_argument("--quick", action="store_true",
                        help="hardly anything, to see whether it works")
    parser.add_argument("--no-torch", action="store_true",
                        help="nothing of PyTorch")
    parser.add_argument("--no-mnist", action="store_true",
                        help="nothing that needs MNIST")
    parser.add_argument("--news", metavar="DIR",
                        help="where 20 Newsgroups by date is, in its two "
                        "folders, to be measured beside scikit-learn")
    parser.add_argument("--json", metavar="FILE",
                        help="write the last line there, too")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    if arguments.json:  # rather now than after minutes
        open(arguments.json, "a", encoding="utf-8").close()
    machine = report.machine()
    report.print_machine(machine)
    bench = Bench(arguments.build, QUICK if arguments.quick else FULL)
    torch, torch_notes = find_torch(not arguments.no_torch)
    mnist, mnist_notes = find_mnist(bench.cli, not arguments.no_mnist)
    display, display_notes = find_display(arguments.build)
    news, news_notes = texts.find_news(arguments.news)
    notes = torch_notes + mnist_notes + display_notes + news_notes
    if torch:
        notes += bench.probe_torch_bf16()
    for number in range(1, bench.plan.rounds + 1):
        tell(f"round {number} of {bench.plan.rounds}")
        bench.round(number, torch, mnist, display, news)
    result = report.result(bench, machine, notes, arguments.quick)
    report.print_result(result)
    text = json.dumps(result)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    print(text)


try:
    main()
except KeyboardInterrupt:
    sys.exit(130)
except OSError as error:
    fail(error)
