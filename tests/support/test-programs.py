#!/usr/bin/env python3
"""Prints what a build folder has to make for some of its tests, relative to it,
one a line. Usage: test-programs.py BUILD_DIR NAME..."""
import json
import os
import subprocess
import sys


def main():
    folder, names = os.path.abspath(sys.argv[1]), set(sys.argv[2:])
    told = subprocess.run(["meson", "introspect", "--tests", folder],
                          check=True, stdout=subprocess.PIPE)
    for test in json.loads(told.stdout):
        program = test["cmd"][0]
        if test["name"] in names and program.startswith(folder + os.sep):
            print(os.path.relpath(program, folder))


main()
