#!/usr/bin/python3
"""Loads a LeNet-5 file of ours into a PyTorch module of the same names and
compares logits with what `inkling-cli predict` says of the same pictures: to
1e-5, up to the constant that softmax takes away. Then the other way: a file
that PyTorch's weights were written to reads the same here.
Usage: check-pytorch.py INKLING_CLI. Exit status 77 (skipped) without
PyTorch."""
import json
import math
import os
import struct
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
try:
    import torch
    from lenet5_torch import LeNet5
except ImportError:
    print("skipped: PyTorch (python3-torch) is not installed")
    sys.exit(77)

CLI = sys.argv[1]


def read_safetensors(path):
    with open(path, "rb") as f:
        data = f.read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    header.pop("__metadata__", None)
    tensors = {}
    for name, t in header.items():
        assert t["dtype"] == "F32", t
        begin, end = t["data_offsets"]
        raw = bytearray(data[8 + size + begin:8 + size + end])
        tensors[name] = torch.frombuffer(raw, dtype=torch.float32).reshape(
            t["shape"])
    return tensors


def write_safetensors(path, tensors, classes):
    header = {"__metadata__": {"model": "lenet5",
                               "classes": json.dumps(classes)}}
    blob = b""
    for name, t in tensors.items():
        raw = t.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(t.shape),
                        "data_offsets": [len(blob), len(blob) + len(raw)]}
        blob += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + blob)


def write_idx(folder, part, images, labels):
    with open(f"{folder}/{part}-images-idx3-ubyte", "wb") as f:
        f.write(struct.pack(">IIII", 0x803, len(images), 28, 28))
        for image in images:
            f.write(bytes(sum(image, [])))
    with open(f"{folder}/{part}-labels-idx1-ubyte", "wb") as f:
        f.write(struct.pack(">II", 0x801, len(labels)) + bytes(labels))


def digit_like(seed):
    """A few bright bars on black."""
    g = torch.Generator().manual_seed(seed)
    image = [[0] * 28 for _ in range(28)]
    for _ in range(3):
        y, x = (int(v) for v in torch.randint(4, 20, (2,), generator=g))
        for i in range(5):
            for j in range(3):
                image[y + i][x + j] = 120 + 27 * i
    return image


def read_here(model, data, out):
    subprocess.run([CLI, "evaluate", model, "--data", data, "--predictions",
                    out], check=True, stdout=subprocess.DEVNULL)
    with open(out) as f:
        rows = [line.rstrip("\n").split(",") for line in f][1:]
    return [[float(v) for v in row[3:]] for row in rows]


def read_in_torch(tensors, images):
    model = LeNet5()
    model.load_state_dict(tensors)
    x = torch.tensor(images, dtype=torch.float32)[:, None]
    with torch.no_grad():
        return model.double()(((x / 255 - 0.1307) / 0.3081).double())


def compare(ours, logits):
    """Logits are known from probabilities up to a constant."""
    worst = 0
    for row, z in zip(ours, logits.tolist()):
        expected = [v - z[0] for v in z]
        found = [math.log(p) - math.log(row[0]) for p in row]
        worst = max(worst, *(abs(a - b) for a, b in zip(expected, found)))
    return worst


def main():
    with tempfile.TemporaryDirectory() as folder:
        images = [digit_like(i) for i in range(60)]
        labels = [i % 10 for i in range(60)]
        for part in "train", "t10k":
            write_idx(folder, part, images, labels)
        ours = os.path.join(folder, "ours.safetensors")
        subprocess.run([CLI, "train", "lenet5", "--data", folder, "--output",
                        ours, "--epochs", "2", "--batch-size", "10"],
                       check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        csv = os.path.join(folder, "p.csv")
        first = compare(read_here(ours, folder, csv),
                        read_in_torch(read_safetensors(ours), images))
        torch.manual_seed(3)
        theirs = os.path.join(folder, "theirs.safetensors")
        state = LeNet5().state_dict()
        write_safetensors(theirs, state, [str(i) for i in range(10)])
        second = compare(read_here(theirs, folder, csv),
                         read_in_torch(state, images))
    print(f"largest difference of logits: ours in PyTorch {first:.2e}, "
          f"PyTorch's here {second:.2e}")
    return 0 if max(first, second) < 1e-5 else 1


sys.exit(main())
