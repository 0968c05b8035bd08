#!/usr/bin/python3
"""Writes muon.json: a few steps of Muon in double precision, as torch.optim.Muon
of PyTorch 2.9 has it (Debian's PyTorch is older), on numbers that both sides
compute from one linear congruential generator. Needs Debian's python3-numpy.
Usage: make-muon.py > muon.json"""
import json

import numpy as np

SHARDS, EXAMPLES, STEPS = 3, 30, 4
RATES = [0.02, 0.05, 0.01, 0.03]
SIZES = [0.5, 2, 1, 4]
EMA_DECAY = 0.25
SHAPES = [(5, 40), (33, 7), (18, 18), (1, 9)]  # wide, tall, square, one row
GAP = 3  # parameters before each matrix that Muon leaves alone
A, B, C = 3.4445, -4.7750, 2.0315
EVERY = 7


class Lcg:
    """Numerical Recipes' generator; [-1, 1) in 24 bits, exact in a float."""

    def __init__(self, state):
        self.state = state

    def next(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) / 2**23 - 1

    def array(self, n):
        return np.array([self.next() for _ in range(n)])


def orthogonalized(update):
    x = update.T if update.shape[0] > update.shape[1] else update
    x = x / max(np.linalg.norm(x), 1e-7)
    for _ in range(5):
        gram = x @ x.T
        x = A * x + (B * gram + C * gram @ gram) @ x
    return x.T if update.shape[0] > update.shape[1] else x


def descend(momentum, nesterov, decay):
    lcg = Lcg(1)
    n = sum(GAP + rows * columns for rows, columns in SHAPES) + GAP
    weights = lcg.array(n)
    average = weights.copy()
    buffer = np.zeros(n)
    for step in range(STEPS):
        gradient = sum(SIZES[step] * lcg.array(n)
                       for _ in range(SHARDS)) / EXAMPLES
        first = 0
        for rows, columns in SHAPES:
            first += GAP
            part = slice(first, first + rows * columns)
            # torch's buffer.lerp_(gradient, 1 - momentum)
            buffer[part] += (1 - momentum) * (gradient[part] - buffer[part])
            update = buffer[part]
            if nesterov:
                update = gradient[part] + momentum * (update - gradient[part])
            o = orthogonalized(update.reshape(rows, columns)).ravel()
            rate = RATES[step]
            weights[part] *= 1 - rate * decay
            weights[part] -= rate * max(1, rows / columns)**0.5 * o
            average[part] *= EMA_DECAY
            average[part] += (1 - EMA_DECAY) * weights[part]
            first += rows * columns
    return {"momentum": momentum, "nesterov": nesterov, "weight_decay": decay,
            "weights": weights[::EVERY].tolist(),
            "average": average[::EVERY].tolist()}


def main():
    print(json.dumps({"descents": [
        descend(0.95, True, 0.1), descend(0.9, False, 0.5),
        descend(0, False, 0)]}, indent=1))


main()
