#!/usr/bin/python3
"""Training throughput of the same LeNet-5 in PyTorch, on the CPU, from bytes
to updated weights. PRECISION is fp32 or bf16, which is autocast's.
Usage: bench-train-torch.py THREADS BATCH IMAGES ROUNDS [PRECISION]"""
import json
import os
import sys
import time

import torch
import torch.nn.functional as F

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from lenet5_torch import LeNet5  # noqa: E402

threads, batch, n, rounds = map(int, sys.argv[1:5])
precision = sys.argv[5] if len(sys.argv) > 5 else "fp32"
torch.set_num_threads(threads)
torch.manual_seed(1)

model = LeNet5()
optimizer = torch.optim.SGD(model.parameters(), lr=0.001, momentum=0.9)
x = torch.randint(0, 256, (n, 1, 28, 28), dtype=torch.uint8)
y = torch.arange(n) % 10


def loss_of(images, labels):
    if precision == "fp32":
        return F.cross_entropy(model(images), labels)
    with torch.cpu.amp.autocast(dtype=torch.bfloat16):
        return F.cross_entropy(model(images), labels)


def train_epoch():
    order = torch.randperm(n)
    for first in range(0, n, batch):
        part = order[first:first + batch]
        images = (x[part].float() / 255 - 0.1307) / 0.3081
        optimizer.zero_grad(set_to_none=True)
        loss_of(images, y[part]).backward()
        optimizer.step()


train_epoch()  # warming up
for _ in range(rounds):
    start = time.monotonic()
    train_epoch()
    rate = n / (time.monotonic() - start)
    print(json.dumps({"program": "pytorch " + torch.__version__,
                      "precision": precision, "threads": threads,
                      "batch": batch, "images_per_second": round(rate, 1)}),
          flush=True)
