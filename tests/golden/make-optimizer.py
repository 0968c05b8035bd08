#!/usr/bin/python3
"""Writes optimizer.json: what PyTorch makes of a few steps of gradient descent
and of a smoothed cross entropy, on numbers that both sides compute from one
linear congruential generator. Needs Debian's python3-torch.
Usage: make-optimizer.py > optimizer.json"""
import json

import torch
import torch.nn.functional as F

N, SHARDS, EXAMPLES, STEPS = 1000, 3, 30, 6
RATES = [0.1, 0.2, 0.05, 0.1, 0.02, 0.1]
SIZES = [0.5, 2, 1, 4, 0.25, 1]  # of the gradients: some are clipped
EMA_DECAY = 0.4
CLASSES, LOGITS, SMOOTHING = 7, 20, 0.1


class Lcg:
    """Numerical Recipes' generator; [-1, 1) in 24 bits, exact in a float."""

    def __init__(self, state):
        self.state = state

    def next(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) / 2**23 - 1

    def tensor(self, n):
        return torch.tensor([self.next() for _ in range(n)],
                            dtype=torch.float64)


def descend(momentum, nesterov, decay, clip):
    lcg = Lcg(1)
    start = lcg.tensor(N)
    # Two tensors: the norm is of all of them together.
    parts = [torch.nn.Parameter(t.clone()) for t in start.split(700)]
    average = start.clone()
    optimizer = torch.optim.SGD(parts, lr=1, momentum=momentum,
                                nesterov=nesterov, weight_decay=decay)
    norms = []
    for step in range(STEPS):
        gradient = sum(SIZES[step] * lcg.tensor(N) for _ in range(SHARDS))
        for part, g in zip(parts, (gradient / EXAMPLES).split(700)):
            part.grad = g.clone()
        if clip > 0:
            norms.append(torch.nn.utils.clip_grad_norm_(parts, clip).item())
        optimizer.param_groups[0]["lr"] = RATES[step]
        optimizer.step()
        weights = torch.cat([part.detach() for part in parts])
        d = min(EMA_DECAY, (2 + step) / (11 + step))
        average = d * average + (1 - d) * weights
    return {"momentum": momentum, "nesterov": nesterov, "weight_decay": decay,
            "clip_norm": clip, "norms": norms,
            "weights": weights[::37].tolist(),
            "average": average[::37].tolist()}


def smoothed():
    z = (8 * Lcg(2).tensor(LOGITS * CLASSES)).reshape(LOGITS, CLASSES)
    z.requires_grad_()
    labels = torch.tensor([3 * i % CLASSES for i in range(LOGITS)])
    loss = F.cross_entropy(z, labels, reduction="sum",
                           label_smoothing=SMOOTHING)
    loss.backward()
    return {"loss": loss.item(), "gradients": z.grad.flatten().tolist()}


def main():
    torch.set_num_threads(1)
    print(json.dumps({
        "torch": torch.__version__,
        "descents": [descend(0, False, 0, 0), descend(0.9, False, 1e-2, 0),
                     descend(0.9, True, 1e-2, 0), descend(0.9, True, 0, 1),
                     descend(0.9, True, 1e-2, 1), descend(0, False, 1e-2, 1)],
        "smoothed": smoothed()}, indent=1))


main()
