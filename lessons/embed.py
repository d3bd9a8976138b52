#!/usr/bin/env python3
"""Writes the table of lessons as C++: each lesson's program and its four texts. Usage: embed.py OUTPUT FOLDER NAME..."""
import pathlib
import sys

LONGEST = 60_000  # bytes; a string literal of up to 65,536 is what every compiler takes

HEAD = """// Made by lessons/embed.py of the folders beside it.
#include "lessons/embedded.hpp"

namespace lessons {
"""
ENTRY = """    {{&{name}_lesson::lesson, {{
{texts}}}}},
"""


def quoted(line):
    """A line of UTF-8 as a string literal of its own; the compiler joins neighbours."""
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?").replace("\t", "\\t") + '\\n"'


def literal(path):
    text = path.read_text(encoding="utf-8")
    if len(text.encode()) > LONGEST:
        sys.exit(f"{path}: longer than {LONGEST} bytes: make two lessons of it")
    return "\n".join(quoted(line) for line in text.splitlines()) or '""'


def entry(folder):
    files = [folder / f"{folder.name}.cpp", folder / f"{folder.name}.py", folder / "en.md", folder / "zh.md"]
    return ENTRY.format(name=folder.name, texts="".join(literal(file) + ",\n" for file in files))


def main(output, folder, *names):
    code = [HEAD]
    code += [f"namespace {name}_lesson {{ extern const Lesson lesson; }}\n" for name in names]
    code.append("\nstd::span<const Embedded> embedded() {\n    static const Embedded table[] = {\n")
    code += [entry(pathlib.Path(folder) / name) for name in names]
    code.append("    };\n    return table;\n}\n\n}  // namespace lessons\n")
    pathlib.Path(output).write_text("".join(code), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
