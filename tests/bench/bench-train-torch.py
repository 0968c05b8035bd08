#!/usr/bin/python3
"""Training throughput of the same LeNet-5 in PyTorch, on the CPU, from bytes
to updated weights. Usage: bench-train-torch.py THREADS BATCH IMAGES ROUNDS"""
import json
import sys
import time

import torch
import torch.nn.functional as F

threads, batch, n, rounds = map(int, sys.argv[1:5])
torch.set_num_threads(threads)
torch.manual_seed(1)


class LeNet5(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(1, 6, 5)
        self.conv2 = torch.nn.Conv2d(6, 16, 5)
        self.fc1 = torch.nn.Linear(256, 120)
        self.fc2 = torch.nn.Linear(120, 84)
        self.fc3 = torch.nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc3(F.relu(self.fc2(x)))


model = LeNet5()
optimizer = torch.optim.SGD(model.parameters(), lr=0.001, momentum=0.9)
x = torch.randint(0, 256, (n, 1, 28, 28), dtype=torch.uint8)
y = torch.arange(n) % 10
for epoch in range(rounds + 1):
    order = torch.randperm(n)
    start = time.monotonic()
    for first in range(0, n, batch):
        part = order[first:first + batch]
        images = (x[part].float() / 255 - 0.1307) / 0.3081
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(images), y[part]).backward()
        optimizer.step()
    if epoch > 0:
        rate = n / (time.monotonic() - start)
        print(json.dumps({"program": "pytorch " + torch.__version__,
                          "threads": threads,
                          "images_per_second": round(rate)}), flush=True)
