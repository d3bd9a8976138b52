#!/usr/bin/env python3
"""Every row of conformance/MATRIX.md names tests that exist, or says why C++ cannot have it. Usage: matrix_test.py TESTS

A row's last column has the names of conformance programs (`gather-02-...`) and of test cases
(timeout_test.cpp: "a sentence"), one a line; or "C++: " and the reason.
"""
import pathlib
import re
import sys

ROW = re.compile(r"\| ([A-Z]+-\d+) \|")
CASE = re.compile(r'([\w/]+_test\.cpp): "([^"]+)"')


def rows(text):
    """id -> last column, of each row of the tables."""
    return {match[1]: line.rstrip().rstrip("|").rsplit("|", 1)[1].strip()
            for line in text.splitlines() if (match := ROW.match(line))}


def test_cases(source):
    """The names in TEST_CASE("..."), also where the string is broken into several."""
    found = re.findall(r'TEST_CASE\(((?:\s*"(?:[^"\\]|\\.)*")+)', source)
    return {"".join(re.findall(r'"((?:[^"\\]|\\.)*)"', strings)) for strings in found}


def matrix_ids(program):
    """The rows that a program's first lines name after "Matrix:"."""
    named = re.search(r"Matrix: ([^\"]*)\"\"\"", program)
    return re.findall(r"[A-Z]+-\d+", named[1]) if named else []


def problems_of(row, pins, programs, sources):
    """`programs`: name -> the rows that it names; `sources`: name of a test file -> its test cases."""
    if pins.startswith("C++: "):
        return
    named, cases = re.findall(r"`([^`]+)`", pins), CASE.findall(pins)
    if not named and not cases:
        yield f"{row} names no test: write one, or say after 'C++: ' why there can be none"
    for name in named:
        if name not in programs:
            yield f"{row} names the program {name}: there is none of that name in conformance/programs"
        elif row not in programs[name]:
            yield f"{row} names the program {name}: let the program name the row, too (Matrix: ...)"
    for file, case in cases:
        if case not in sources.get(file, set()):
            yield f'{row} names a test case of {file} that is not there: "{case}"'


def check(tests):
    conformance = tests / "conformance"
    pinned = rows((conformance / "MATRIX.md").read_text())
    programs = {path.stem: matrix_ids(path.read_text()) for path in (conformance / "programs").glob("*.py")
                if (conformance / "twins" / (path.stem + ".cpp")).exists()}
    sources = {path.name: test_cases(path.read_text()) for path in tests.glob("**/*_test.cpp")}
    for row, pins in pinned.items():
        yield from problems_of(row, pins, programs, sources)
    for name, ids in sorted(programs.items()):
        for row in ids:
            if row not in pinned:
                yield f"{name} is about {row}: there is no such row in MATRIX.md"
            elif f"`{name}`" not in pinned[row]:
                yield f"{name} is about {row}: name it in that row of MATRIX.md"
    if len(pinned) < 200:
        yield "MATRIX.md has lost most of its rows"


def main():
    problems = list(check(pathlib.Path(sys.argv[1])))
    print("\n".join(problems) or "every row has its test")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
