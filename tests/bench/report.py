"""What bench.py found, in medians, ratios, a table and JSON."""
import glob
import math
import os
import platform
import statistics

import texts

QUIET_LOAD = 0.5

# Multiplications and additions of one image's training step. Forward, two for
# each weight at each place of the output:
#   conv1 24 x 24 x  6 outputs, 1 x 5 x 5 inputs each    172,800
#   conv2  8 x  8 x 16 outputs, 6 x 5 x 5 inputs each    307,200
#   fc1   120 outputs, 256 inputs each                    61,440
#   fc2    84 outputs, 120 inputs each                    20,160
#   fc3    10 outputs,  84 inputs each                     1,680
# makes 563,280. The gradients of the weights take as many, those of the inputs
# too, but for conv1, whose input is the image: 563,280 * 3 - 172,800.
STEP_FLOP = 1517040

# What a ratio or figure must keep, and what is aimed at; least of all where the
# aim is above, most where it is below.
BOUNDS = {
    "train_fp32_2_vs_pytorch": (5.5, 8.0),
    "share_fp32_1": (0.60, 0.80),
    "bf16_vs_fp32_1": (1.3, 1.7),
    "bf16_vs_fp32_2": (1.3, 1.7),
    "threads_fp32": (1.85, 1.98),
    "fast_seconds": (4.0, 2.0),
    "read_one_us": (20.0, 8.0),
    "memory_mb": (150.0, 100.0),
    "raster_drawing_us": (100.0, 50.0),
    "raster_steps_us": (100.0, 50.0),
    "roc_seconds": (2.0, 1.0),
    "bootstrap_seconds": (2.0, 1.0),
    "evaluate_seconds": (0.5, 0.25),
    "text_fit_mb": (150.0, 300.0),
    "news_vs_sklearn": (10.0, 20.0),
    "news_memory_vs_sklearn": (4.0, 8.0),
    "plot_line_ms": (8.0, 4.0),
    "plot_smooth_ms": (8.0, 4.0),
    "plot_many_ms": (8.0, 4.0),
    "plot_append_ms": (100.0, 50.0),
    "live_stall_ms": (16.0, 8.0),
    "live_work_ms": (16.0, 8.0),
    "canvas_event_ms": (4.0, 1.0),
    "canvas_work_ms": (4.0, 1.0),
    "trace_us": (300.0, 100.0),
    "typed_key_ms": (8.0, 2.0),
    "typed_work_ms": (8.0, 2.0),
}


def count_threads(n):
    return f"{n} thread" if n == 1 else f"{n} threads"


def median_of(lines, key):
    return statistics.median(line[key] for line in lines)


def summary(values, unit, label):
    return {"label": label, "unit": unit, "median": statistics.median(values),
            "least": min(values), "most": max(values), "rounds": len(values)}


class Figures:
    """Key -> a value for each round."""

    def __init__(self):
        self.values = {}
        self.labels = {}

    def add(self, key, value, unit, label):
        self.values.setdefault(key, []).append(value)
        self.labels[key] = (unit, label)

    def has(self, *keys):
        return all(key in self.values for key in keys)

    def summaries(self):
        return {key: summary(values, *self.labels[key])
                for key, values in self.values.items()}

    def best(self, prefix, choose):
        """The key of the best median, by max or min; None without any."""
        keys = [key for key in self.values if key.startswith(prefix)]
        return choose(keys, default=None,
                      key=lambda key: statistics.median(self.values[key]))


# ---- the machine -----------------------------------------------------------

def cpu_model():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def machine():
    return {"cpu": cpu_model(), "cores": len(os.sched_getaffinity(0)),
            "load": round(os.getloadavg()[0], 2)}


def print_machine(about):
    print(f"{about['cpu']}, {about['cores']} cores, "
          f"load {about['load']:.2f} at the start")
    if about["load"] > QUIET_LOAD:
        print("WARNING: the machine has other work to do; these figures mean "
              "little")


def blas_library():
    """What Debian's PyTorch multiplies matrices with; None where unknown."""
    found = sorted(glob.glob("/usr/lib/*/libblas.so.3"))
    return os.path.realpath(found[0]) if found else None


# ---- ratios ----------------------------------------------------------------

class Ratios:
    def __init__(self, figures, kernels):
        self.figures = figures
        self.bf16 = kernels["bf16"]["bf16"]
        self.found = {}

    def add(self, key, label, over, under, scale=1.0):
        """Nothing where one of the figures is not there."""
        if under is None or not self.figures.has(over, under):
            return
        pairs = zip(self.figures.values[over], self.figures.values[under])
        self.found[key] = summary([scale * a / b for a, b in pairs], "",
                                  label)

    def add_shares(self):
        for peak, precision in (("fp32", "fp32"),
                                ("bf16_" + self.bf16, "bf16")):
            for threads in (1, 2):
                self.add(f"share_{precision}_{threads}",
                         f"share of the {precision} peak, "
                         f"{count_threads(threads)}",
                         f"train_{precision}_{threads}",
                         f"peak_{peak}_{threads}", STEP_FLOP / 1e9)

    def add_own(self):
        for threads in (1, 2):
            self.add(f"bf16_vs_fp32_{threads}", "train, bf16 against fp32, "
                     f"{count_threads(threads)}",
                     f"train_bf16_{threads}", f"train_fp32_{threads}")
        self.add("threads_fp32", "train fp32, 2 threads against 1",
                 "scaling_together", "scaling_alone")
        self.add("threads_apart", "the same, two trainers side by side",
                 "scaling_apart", "scaling_alone")
        self.add("threads_share", "2 threads against two trainers",
                 "scaling_together", "scaling_apart")
        self.add("threads_bf16", "train bf16, 2 threads against 1",
                 "train_bf16_2", "train_bf16_1")
        self.add("threads_peak", "the fp32 peak itself, 2 threads against 1",
                 "peak_fp32_2", "peak_fp32_1")
        for augment in ("affine", "elastic"):
            self.add(f"{augment}_vs_none",
                     f"train, {augment} augmentation against none",
                     f"train_fp32_2_{augment}", "train_fp32_2")

    def add_torch(self):
        """Against PyTorch's best setting each."""
        best = self.figures.best
        fp32 = best("torch_train_fp32_", max)
        for threads in (1, 2):
            self.add(f"train_fp32_{threads}_vs_pytorch",
                     f"train fp32, {count_threads(threads)}, against "
                     "PyTorch's best",
                     f"train_fp32_{threads}", fp32)
        self.add("train_bf16_2_vs_pytorch", "train bf16, 2 threads, against "
                 "PyTorch's best of all", "train_bf16_2",
                 best("torch_train_", max))
        one = best("torch_read_one_us_", min)
        if one is not None:
            self.add("read_one_vs_pytorch", "reading one image, against "
                     "PyTorch's best", one, "read_one_us")
        self.add("read_batch_2_vs_pytorch", "reading batches, 2 threads, "
                 "against PyTorch's best", "read_batch_2",
                 best("torch_read_batch_", max))


def judged(key, figure):
    """With the bounds of the key, if it has any."""
    if key not in BOUNDS:
        return figure
    bound, aim = BOUNDS[key]
    sign = 1 if aim > bound else -1
    value = figure["median"]
    verdict = ("reaches the aim" if sign * value >= sign * aim
               else "keeps the bound" if sign * value >= sign * bound
               else "SHORT of the bound")
    return dict(figure, sense="at least" if sign > 0 else "at most",
                bound=bound, aim=aim, verdict=verdict)


def fast_result(bench):
    if not bench.seeds:
        return None
    return {"recipe": bench.recipe, "seeds": bench.seeds,
            "below_99": bench.seeds_below()}


def result(bench, about, notes, quick):
    ratios = Ratios(bench.figures, bench.kernels)
    ratios.add_torch()
    ratios.add_shares()
    ratios.add_own()
    texts.add_ratios(ratios)
    figures = {key: judged(key, figure)
               for key, figure in bench.figures.summaries().items()}
    if bench.seeds_below():
        figures["fast_seconds"]["verdict"] = "a seed ends BELOW 99 %"
    return {"machine": about, "quick": quick, "kernels": bench.kernels,
            "notes": notes, "step_flop": STEP_FLOP, "figures": figures,
            "fast": fast_result(bench),
            "ratios": {key: judged(key, ratio)
                       for key, ratio in ratios.found.items()}}


# ---- the table -------------------------------------------------------------

def number(value):
    """In four digits at least."""
    digits = 3 - math.floor(math.log10(value)) if value > 0 else 0
    return f"{value:.{min(max(digits, 0), 3)}f}"


def print_row(row):
    line = (f"{row['label']:52} {number(row['median']):>9} "
            f"{number(row['least']):>9} {number(row['most']):>9} "
            f"{row['unit']}")
    if "bound" in row:
        line += (f"  {row['sense']} {row['bound']:g}, aim {row['aim']:g}: "
                 f"{row['verdict']}")
    print(line.rstrip())


def print_rows(title, rows):
    print(f"\n{title:52} {'median':>9} {'least':>9} {'most':>9}")
    for row in rows:
        print_row(row)


BF16 = {"convert": "computed in fp32", "dot": "the processor's dot product",
        "tiles": "the processor's product of matrices (AMX)"}


def print_kernels(kernels):
    print(f"\nkernels: {kernels['fp32']['isa']}; bf16: "
          f"{kernels['bf16']['isa']}, {BF16[kernels['bf16']['bf16']]}")


def print_fast(fast):
    recipe = fast["recipe"]
    print(f"\nrecipe fast on MNIST: {recipe['epochs']} epochs of "
          f"{recipe['train_count']} images, batch {recipe['batch_size']}, "
          f"{recipe['precision']}, augmentation {recipe['augment']}, "
          "2 threads")
    for seed in fast["seeds"]:
        below = seed["seed"] in fast["below_99"]
        print(f"  seed {seed['seed']}: {100 * seed['test_accuracy']:.2f} % of "
              f"the test set after {seed['seconds']:.2f} s of training "
              f"({seed['command_seconds']:.2f} s the command)"
              + (": BELOW 99 %" if below else ""))


def print_result(found):
    print_kernels(found["kernels"])
    for note in found["notes"]:
        print(note)
    print_rows("figures (training: batch 128 unless said)",
               found["figures"].values())
    if found["fast"]:
        print_fast(found["fast"])
    print_rows("ratios (each round's own)", found["ratios"].values())
    if found["quick"]:
        print("\n--quick: too short to mean anything")
    print()
