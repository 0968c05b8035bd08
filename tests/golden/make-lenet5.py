#!/usr/bin/python3
"""Writes lenet5.json: what PyTorch makes of a LeNet-5 whose weights and images
both sides compute from one linear congruential generator. Needs Debian's
python3-torch. Usage: make-lenet5.py > lenet5.json"""
import json
import os
import sys

import torch
import torch.nn.functional as F

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from lenet5_torch import LeNet5  # noqa: E402

BATCH, STEPS = 20, 10
RATE, MOMENTUM, DECAY = 0.01, 0.9, 1e-4
SHAPES = {
    "conv1.weight": (6, 1, 5, 5), "conv1.bias": (6,),
    "conv2.weight": (16, 6, 5, 5), "conv2.bias": (16,),
    "fc1.weight": (120, 256), "fc1.bias": (120,),
    "fc2.weight": (84, 120), "fc2.bias": (84,),
    "fc3.weight": (10, 84), "fc3.bias": (10,),
}
FAN_IN = {"conv1": 25, "conv2": 150, "fc1": 256, "fc2": 120, "fc3": 84}


class Lcg:
    """Numerical Recipes' generator; the high bits."""

    def __init__(self, state):
        self.state = state

    def next(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state >> 8

def weights():
    lcg, state = Lcg(1), {}
    for name, shape in SHAPES.items():
        bound = FAN_IN[name.split(".")[0]] ** -0.5
        n = torch.Size(shape).numel()
        values = [bound * (lcg.next() / 2**23 - 1) for _ in range(n)]
        state[name] = torch.tensor(values, dtype=torch.float64).reshape(shape)
    return state


def images(n):
    lcg = Lcg(2)
    values = [lcg.next() >> 16 for _ in range(n * 784)]
    x = torch.tensor(values, dtype=torch.float64).reshape(n, 1, 28, 28)
    return (x / 255 - 0.1307) / 0.3081


def summary(tensors):
    """Of each tensor its sum, its norm and every 97th value."""
    return {name: {"sum": t.sum().item(), "norm": t.norm().item(),
                   "values": t.flatten()[::97].tolist()}
            for name, t in tensors}


def main():
    torch.set_num_threads(1)
    model = LeNet5().double()
    model.load_state_dict(weights())
    x = images(BATCH * STEPS)
    y = torch.tensor([(3 * i + i // 7) % 10 for i in range(BATCH * STEPS)])
    logits = model(x[:BATCH])
    loss = F.cross_entropy(logits, y[:BATCH])
    loss.backward()
    golden = {"torch": torch.__version__, "loss": loss.item(),
              "logits": logits.tolist(),
              "gradients": summary((n, p.grad)
                                   for n, p in model.named_parameters())}
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE,
                                momentum=MOMENTUM, weight_decay=DECAY)
    losses = []
    for step in range(STEPS):
        part = slice(step * BATCH, (step + 1) * BATCH)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x[part]), y[part])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    golden["losses"] = losses
    golden["weights"] = summary((n, p.detach())
                                for n, p in model.named_parameters())
    print(json.dumps(golden, indent=1))


main()
