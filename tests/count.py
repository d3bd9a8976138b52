#!/usr/bin/env python3
"""Adds up what `meson test` has just run: count.py BUILD_FOLDER...

Counts Catch2's test cases, and of other programs what their last "N passed, N failed" line says. The folders
hold builds of the same tests: one that fails in any of them has failed. Exits with 1 if one has.
"""
import json
import pathlib
import re
import sys

CATCH_ALL = re.compile(r"^All tests passed \(.* in (\d+) test cases?\)", re.M)
CATCH_CASES = re.compile(r"^test cases: +\d+((?: \| +\d+ [a-z ]+)+)$", re.M)
OWN_COUNT = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)


def count(test):
    """(passed, failed, skipped) of one line of Meson's log."""
    text = test.get("stdout") or ""
    if found := CATCH_ALL.search(text):
        passed, failed, skipped = int(found[1]), 0, 0
    elif found := CATCH_CASES.search(text):
        part = {words: int(n) for n, words in re.findall(r"\| +(\d+) ([a-z ]+?) *(?=\||$)", found[1])}
        failed, skipped = part.get("failed", 0), part.get("skipped", 0)
        passed = part.get("passed", 0) + part.get("failed as expected", 0)
    elif found := OWN_COUNT.findall(text):
        passed, failed, skipped = (int(n or 0) for n in found[-1])
    else:
        return {"OK": (1, 0, 0), "SKIP": (0, 0, 1)}.get(test["result"], (0, 1, 0))
    if test["result"] != "OK" and failed == 0:  # crashed, leaked or ran out of time after its last line
        failed = 1
    return passed, failed, skipped


def counts(folder):
    log = pathlib.Path(folder, "meson-logs", "testlog.json")
    if not log.exists():
        return {}
    tests = [json.loads(line) for line in log.read_text().splitlines()]
    return {test["name"]: count(test) for test in tests}


def main(folders):
    worst = {}
    for folder in dict.fromkeys(folders):
        for name, (passed, failed, skipped) in counts(folder).items():
            before = worst.get(name, (passed, 0, 0))
            worst[name] = (min(passed, before[0]), max(failed, before[1]), max(skipped, before[2]))
    passed, failed, skipped = (sum(c[i] for c in worst.values()) for i in range(3))
    if not worst:
        print("no test has run")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not worst else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
