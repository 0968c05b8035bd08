#!/usr/bin/python3
"""How long the same LeNet-5 takes in PyTorch to read images, from bytes to
probabilities: one alone and many at once, with the best of three ways to run
it. A line of JSON for each. Usage: bench-read-torch.py THREADS ROUNDS"""
import json
import os
import statistics
import sys
import time

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from lenet5_torch import LeNet5  # noqa: E402

N_IMAGES = 10000
IN_TURN = 200
BATCHES = (64, 256, 1000)


class Reader(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.network = LeNet5()

    def forward(self, x):
        return torch.softmax(
            self.network((x.float() / 255 - 0.1307) / 0.3081), 1)


def ways(example):
    reader = Reader().eval()
    scripted = torch.jit.script(reader)
    frozen = torch.jit.freeze(torch.jit.script(Reader().eval()))
    yield "eager", reader
    yield "script", scripted
    yield "freeze", frozen
    try:
        best = torch.jit.optimize_for_inference(torch.jit.script(reader))
        best(example)
        yield "optimize_for_inference", best
    except (AttributeError, RuntimeError):
        pass


def one_image(reader, x):
    start = time.perf_counter()
    for i in range(IN_TURN):
        reader(x[i:i + 1])
    return (time.perf_counter() - start) / IN_TURN * 1e6


def at_once(reader, x, batch):
    start = time.perf_counter()
    for first in range(0, N_IMAGES, batch):
        reader(x[first:first + batch])
    return N_IMAGES / (time.perf_counter() - start)


threads, rounds = int(sys.argv[1]), int(sys.argv[2])
torch.set_num_threads(threads)
torch.manual_seed(1)
pixels = torch.randint(0, 256, (N_IMAGES, 1, 28, 28), dtype=torch.uint8)
with torch.inference_mode():
    for name, way in ways(pixels[:1]):
        one_image(way, pixels)  # warming up
        one = [one_image(way, pixels) for _ in range(rounds)]
        rates = [statistics.median(at_once(way, pixels, batch)
                                   for _ in range(max(1, rounds // 4)))
                 for batch in BATCHES]
        print(json.dumps({
            "program": f"pytorch {torch.__version__} {name}",
            "one_image_us": round(statistics.median(one), 2),
            "least": round(min(one), 2), "most": round(max(one), 2),
            "batch_images_per_second": round(max(rates)),
            "threads": threads}), flush=True)
