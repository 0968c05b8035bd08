#!/usr/bin/env python3
"""That tests/bench/run still measures what it says: every key is there, with
figures that can be, and ratios that follow from them. Speeds are not looked at.
Usage: check-bench.py RUN BUILD_DIR"""
import json
import math
import os
import subprocess
import sys
import tempfile

RUN, BUILD = sys.argv[1:3]
FIGURES = {
    "train_fp32_1", "train_fp32_2", "train_bf16_1", "train_bf16_2",
    "scaling_alone", "scaling_apart", "scaling_together",
    "train_fp32_2_affine", "train_fp32_2_elastic", "peak_fp32_1",
    "peak_fp32_2", "read_one_us", "read_batch_1", "read_batch_2",
    "raster_drawing_us", "raster_steps_us", "raster_large_us",
    "raster_large_steps_us", "text_fit_mb", "roc_seconds", "bootstrap_seconds", "plot_line_ms", "plot_smooth_ms", "plot_many_ms",
    "plot_append_ms"}
LIVE_FIGURES = {"live_stall_ms", "live_work_ms"}
CANVAS_BOUND = {"canvas_event_ms", "canvas_work_ms", "trace_us"}
TYPED_BOUND = {"typed_key_ms", "typed_work_ms"}
TYPED_FIGURES = TYPED_BOUND | {"typed_median_ms", "typed_frame_ms"}
CANVAS_FIGURES = CANVAS_BOUND | {"canvas_median_ms", "canvas_frame_ms"}
RATIOS = {
    "share_fp32_1", "share_fp32_2", "bf16_vs_fp32_1", "bf16_vs_fp32_2",
    "threads_fp32", "threads_apart", "threads_share", "threads_bf16",
    "threads_peak", "affine_vs_none", "elastic_vs_none"}
DOT_FIGURES = {"peak_bf16_dot_1", "peak_bf16_dot_2"}
TILES_FIGURES = {"peak_bf16_tiles_1", "peak_bf16_tiles_2"}
SHARES = {"share_bf16_1", "share_bf16_2"}
BOUND = LIVE_FIGURES | CANVAS_BOUND | TYPED_BOUND | {
    "bf16_vs_fp32_1", "bf16_vs_fp32_2", "threads_fp32", "share_fp32_1",
    "read_one_us", "raster_drawing_us", "raster_steps_us", "text_fit_mb", "roc_seconds",
    "bootstrap_seconds", "plot_line_ms", "plot_smooth_ms", "plot_many_ms", "plot_append_ms"}
# Ratio: over, under, scale. (Flop of an image's step, GFLOP/s of the peak.)
FOLLOWS = {
    "share_fp32_1": ("train_fp32_1", "peak_fp32_1", 1.51704e-3),
    "threads_fp32": ("scaling_together", "scaling_alone", 1),
    "bf16_vs_fp32_2": ("train_bf16_2", "train_fp32_2", 1),
}


def check(holds, what):
    if not holds:
        sys.exit(f"check-bench: {what}")


def measure(folder):
    path = os.path.join(folder, "bench.json")
    done = subprocess.run([RUN, BUILD, "--quick", "--no-torch", "--no-mnist",
                           "--json", path], stdout=subprocess.PIPE, text=True)
    check(done.returncode == 0, f"status {done.returncode}")
    with open(path, encoding="utf-8") as file:
        written = file.read()
    lines = done.stdout.splitlines(keepends=True)
    check(lines[-1] == written, "the file is not what was printed last")
    print("".join(lines[:-1]))
    return json.loads(written)


def check_figure(key, figure):
    values = [figure[name] for name in ("least", "median", "most")]
    check(all(math.isfinite(value) and value > 0 for value in values),
          f"{key}: {values} are no positive numbers")
    check(values == sorted(values), f"{key}: {values} are out of order")
    check(figure["rounds"] == 2, f"{key}: of {figure['rounds']} rounds")
    check(("verdict" in figure) == (key in BOUND), f"{key}: a bound or none")


def check_follows(found, key):
    over, under, scale = FOLLOWS[key]
    over, under = found["figures"][over], found["figures"][under]
    value = found["ratios"][key]["median"]
    check(over["least"] / under["most"] * scale <= value * 1.001
          and value * 0.999 <= over["most"] / under["least"] * scale,
          f"{key}: {value} does not follow from its figures")


def check_kernels(kernels):
    wanted = os.environ.get("INKLING_ISA", kernels["fp32"]["isa"])
    check(kernels["fp32"] == {"isa": wanted, "bf16": ""},
          f"kernels: expected {wanted}, found {kernels['fp32']}")
    if wanted == "reference":  # has no bf16
        wanted = "baseline"
    check(kernels["bf16"]["isa"] == wanted,
          f"bf16 kernels: expected {wanted}, found {kernels['bf16']}")
    check(kernels["bf16"]["bf16"] == "convert" or wanted == "avx512",
          f"{kernels['bf16']['bf16']} of bfloat16 with {wanted}")


def has_live(found):
    return not any(note.startswith("no live chart") for note in found["notes"])


def wanted_keys(bf16, live):
    """What there is besides, by how the kernels multiply bfloat16, and whether
    there is a window."""
    figures = {"convert": set(), "dot": DOT_FIGURES,
               "tiles": DOT_FIGURES | TILES_FIGURES}[bf16]
    if live:
        figures = figures | LIVE_FIGURES | CANVAS_FIGURES | TYPED_FIGURES
    return {"figures": FIGURES | figures,
            "ratios": RATIOS if bf16 == "convert" else RATIOS | SHARES}


def check_result(found):
    check_kernels(found["kernels"])
    check(found["machine"]["cpu"] != "" and found["machine"]["cores"] > 0
          and found["machine"]["load"] >= 0, "the machine")
    check(found["quick"] is True and found["fast"] is None
          and len(found["notes"]) == (3 if has_live(found) else 4)
          and found["step_flop"] == 1517040,
          "what was left out")
    keys = wanted_keys(found["kernels"]["bf16"]["bf16"], has_live(found))
    for part, wanted in keys.items():
        check(set(found[part]) == wanted,
              f"{part}: {sorted(set(found[part]) ^ wanted)}")
        for key, figure in found[part].items():
            check_figure(key, figure)
    for key in FOLLOWS:
        check_follows(found, key)


def check_failure():
    done = subprocess.run([RUN, "/nowhere", "--quick"], capture_output=True,
                          text=True)
    check(done.returncode == 1 and "is not there" in done.stderr,
          f"without programs: status {done.returncode}, {done.stderr}")


with tempfile.TemporaryDirectory() as temporary:
    check_result(measure(temporary))
check_failure()
