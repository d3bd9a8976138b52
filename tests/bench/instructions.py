#!/usr/bin/env python3
"""What recording adds to the hot paths where nothing is recorded: instructions for one piece of work, as valgrind counts
them. They are the same in each run, however busy the machine is.

    instructions.py OURS [WITHOUT_RECORDER]

OURS is the build's tests/bench/runtime_bench, WITHOUT_RECORDER the same program with a runtime that cannot record: the
difference between the two is the branch. It comes from a build folder of its own:

    CXX=clang++-19 meson setup build-unrecorded --buildtype=debugoptimized -Dcpp_args=-DASYNCIO_WITHOUT_RECORDER=1
    ninja -C build-unrecorded tests/bench/runtime_bench
"""
import re
import subprocess
import sys
import tempfile

WORKS = {"switch": "switch among 1,000 ready tasks", "alone": "one task, sleep(0)", "create": "create a task and await it",
         "await": "await a coroutine"}
COUNT = 100_000   # the second run does twice as many: what start and end need falls out


def instructions(program, *words):
    """All that a run executes."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *words]
    report = subprocess.run(command, capture_output=True, text=True)
    counted = re.search(r"Collected : (\d+)", report.stderr)
    if not counted:
        sys.exit(f"valgrind does not count:\n{report.stderr}")
    return int(counted[1])


def instructions_each(program, work, *words):
    once, twice = (instructions(program, work, str(n), *words) for n in (COUNT, 2 * COUNT))
    return (twice - once) / COUNT


def without_debug_information(program, folder):
    """A copy: valgrind cannot read what newer compilers write."""
    copy = tempfile.mktemp(dir=folder)
    subprocess.run(["objcopy", "--strip-debug", program, copy], check=True)
    return copy


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        programs = [without_debug_information(path, folder) for path in sys.argv[1:]]
        print(f"{'instructions for each':34}{'no recorder':>12}{'not recorded':>14}{'recorded':>10}")
        for work, title in WORKS.items():
            none = f"{instructions_each(programs[1], work):.1f}" if programs[1:] else ""
            plain, recorded = instructions_each(programs[0], work), instructions_each(programs[0], work, "recorded")
            print(f"{title:34}{none:>12}{plain:>14.1f}{recorded:>10.1f}", flush=True)


if __name__ == "__main__":
    main()
