#!/usr/bin/env python3
"""The workbench as a person uses it: the real program on a display, drawn on
with the pointer. A digit is read; a sign of the person's own is misread,
corrected, kept and taught; and then it is read as it was meant.

What the program read is in the index of My Digits. Exits with 77 (skipped)
where there is no display, no xdotool or no MNIST.

check-window.py INKLING INKLING_CLI
"""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

WAIT = 180  # seconds; a machine may be busy
N_SIGNS = 5


def skip(why):
    print(f"SKIP: {why}")
    sys.exit(77)


def find_mnist(cli):
    run = subprocess.run([cli, "data", "list", "--json"], check=True,
                         capture_output=True, text=True)
    for line in run.stdout.splitlines():
        known = json.loads(line)
        if known["name"] == "mnist" and known["installed"]:
            return os.path.dirname(known["folder"])
    return None


def wait_for(what, condition):
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")


def xdotool(*words):
    run = subprocess.run(["xdotool", *map(str, words)], check=False,
                         capture_output=True, text=True)
    return run.stdout.strip()


class Window:
    def __init__(self, program, home, data):
        env = dict(os.environ, INKLING_DATA_PATH=data, GDK_BACKEND="x11",
                   GSETTINGS_BACKEND="memory", GTK_A11Y="none",
                   GSK_RENDERER="cairo")
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            env[f"XDG_{name}_HOME"] = os.path.join(home, name.lower())
        self.data = os.path.join(home, "data", "inkling")
        self.process = subprocess.Popen(
            [program, "--page", "draw", "--size", "1024x700"], env=env)
        self.id = wait_for("the window", lambda: self.search("Inkling"))
        place = xdotool("getwindowgeometry", "--shell", self.id)
        where = dict(line.split("=") for line in place.splitlines())
        self.x, self.y = int(where["X"]), int(where["Y"])
        time.sleep(1)

    def search(self, name):
        assert self.process.poll() is None, "the program has ended"
        found = xdotool("search", "--all", "--onlyvisible",
                        "--pid", self.process.pid,
                        "--name", f"^{name}$").splitlines()
        return found[0] if found else None

    def key(self, *names):
        for name in names:
            xdotool("key", name)

    def draw(self, points):
        """A stroke on the sheet, which is in the left half of the window."""
        at = [(self.x + 120 + 300 * px, self.y + 220 + 300 * py)
              for px, py in points]
        words = ["mousemove", round(at[0][0]), round(at[0][1]), "sleep", 0.05,
                 "mousedown", 1]
        for (x0, y0), (x1, y1) in zip(at, at[1:]):
            for i in range(1, 9):
                words += ["mousemove", round(x0 + (x1 - x0) * i / 8),
                          round(y0 + (y1 - y0) * i / 8), "sleep", 0.005]
        xdotool(*words, "sleep", 0.05, "mouseup", 1)

    def kept(self):
        """Rows of the index, oldest first."""
        try:
            with open(os.path.join(self.data, "my-digits", "index.json"),
                      encoding="utf-8") as file:
                return json.load(file)["drawings"]
        except FileNotFoundError:
            return []

    def answer(self, points, label):
        """Draws, says that it is a @label; what had been read, by whom."""
        before = len(self.kept())
        self.key("Delete")
        self.draw(points)
        time.sleep(0.3)
        self.key(label)
        rows = wait_for("a drawing to be kept",
                        lambda: len(self.kept()) > before and self.kept())
        assert rows[-1]["label"] == label, rows[-1]
        return rows[-1]["read"], rows[-1]["model"]

    def teach(self):
        self.key("ctrl+m")
        wait_for("My Digits", lambda: self.search("My Digits"))
        time.sleep(0.5)
        xdotool("mousemove", self.x + 60, self.y + 200)
        self.key("alt+t")
        wait_for("the window Teach", lambda: self.search("Teach"))

        def kept_model():
            self.key("alt+k")
            time.sleep(0.5)
            return glob.glob(os.path.join(self.data, "models", "taught", "*"))

        model = wait_for("a taught model", kept_model)[0]
        wait_for("the window to close", lambda: not self.search("Teach"))
        time.sleep(0.5)
        return os.path.basename(model)

    def close(self):
        if self.process.poll() is None:
            self.key("ctrl+q")
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def sign(i):
    """No digit: an angle open above, each a little different."""
    d = 0.04 * i
    return [(0.0 + d, 0.0), (0.42 + d / 2, 0.9 - d), (0.9 - d, 0.05)]


def check(window):
    read, model = window.answer([(0.5, 0.0), (0.48, 0.5), (0.5, 1.0)], "1")
    assert read == "1", f"a line was read as {read}"
    misread = [window.answer(sign(i), "5")[0] for i in range(N_SIGNS)]
    assert misread.count("5") <= 1, f"nothing to teach: {misread}"
    taught = window.teach()
    assert f"taught {N_SIGNS + 1} drawings" in taught, taught
    read, reader = window.answer(sign(N_SIGNS), "5")
    assert reader != model and "taught" in reader, reader
    assert read == "5", f"taught, it was read as {read}; before as {misread}"
    read, _ = window.answer([(0.5, 0.0), (0.52, 0.5), (0.5, 1.0)], "1")
    assert read == "1", f"taught, a line was read as {read}"
    print(f"an angle: {' '.join(misread)} -> 5, by {reader}")


def main():
    program, cli = sys.argv[1:]
    if not os.environ.get("DISPLAY"):
        skip("no display")
    if shutil.which("xdotool") is None:
        skip("no xdotool")
    data = find_mnist(cli)
    if data is None:
        skip("MNIST is not installed (inkling-cli data get mnist)")
    with tempfile.TemporaryDirectory(prefix="inkling-window-") as home:
        window = Window(program, home, data)
        try:
            check(window)
        finally:
            status = window.close()
        assert status == 0, f"the program ended with status {status}"


if __name__ == "__main__":
    main()
