#!/usr/bin/env python3
"""Adds up Meson's testlog.json: prints `passed failed skipped`.

A test that speaks TAP counts its cases, as a program may hold dozens; any other
counts as one. A program that ends badly without saying which case failed (it
crashed, ran out of time or left cases out) counts one failure besides.
"""
import json
import re
import sys

CASE = re.compile(r"^(not )?ok\b[^#]*(#\s*(SKIP|TODO))?", re.IGNORECASE)


def count(test):
    passed = failed = skipped = 0
    for line in test.get("stdout", "").splitlines():
        case = CASE.match(line)
        if case is None:
            continue
        if case.group(3) and case.group(3).upper() == "SKIP":
            skipped += 1
        elif case.group(1):
            failed += case.group(3) is None
        else:
            passed += 1
    if passed + failed + skipped == 0:
        return {"OK": (1, 0, 0), "EXPECTEDFAIL": (1, 0, 0),
                "SKIP": (0, 0, 1)}.get(test["result"], (0, 1, 0))
    if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL") and failed == 0:
        failed = 1
    return passed, failed, skipped


def main():
    totals = (0, 0, 0)
    with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
        for line in log:
            totals = [a + b for a, b in zip(totals, count(json.loads(line)))]
    print(*totals)


main()
