#!/usr/bin/env python3
"""Makes the reference with Doxygen, and names each public function that says nothing about itself.

Usage: reference.py SOURCE_FOLDER OUTPUT_FOLDER
Fails if Doxygen warns of anything, or if a function of the API has no contract.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml

# Headers that are installed because others include them. What they hold is how the runtime works, not its API.
MACHINERY = {
    "awaiters", "block_pool", "brief_mutex", "call_text", "callable_name", "calls", "counted", "delivery", "done_call",
    "duration", "frame", "here", "job", "mailbox", "outcome", "place", "queue_state", "slot", "timer_heap",
    "virtual_time", "watchers", "net/byte_buffer", "net/connection", "net/descriptor", "net/read_flow",
    "streams/stream_protocol", "sync/waiting_line", "http/server/path_pattern", "http/server/web_server",
}
# Classes that are part of it: Future<T> is the API, FutureState and its promise are how it is done.
MACHINERY_CLASS = re.compile(r"\w*(State|Promise\w*)|promise_type|\w*Awaiter|ReadyQueue")
# Functions whose names say all: compared, counted, walked through, entered and left by async_with.
PLAIN = re.compile(r"operator.*|~.*|retain|release|await_\w+|begin|end|size|empty|enter|exit|what|arguments")


def make(source, output):
    """Doxygen's warnings, one a line."""
    shutil.rmtree(output, ignore_errors=True)   # of headers that are gone
    output.mkdir(parents=True)
    settings = (source / "docs/Doxyfile").read_text() + f'OUTPUT_DIRECTORY = "{output}"\nINPUT = {installed(source)}\n'
    run = subprocess.run(["doxygen", "-"], input=settings, cwd=source, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    warnings = [line for line in run.stderr.splitlines() if line.strip()]
    return warnings or ([f"doxygen ended with {run.returncode}"] if run.returncode else [])


def installed(source):
    """The headers that install_headers() lists in the runtime's meson.build files."""
    headers = []
    for file in sorted((source / "runtime").rglob("meson.build")):
        for call in re.findall(r"install_headers\((.*?)subdir", file.read_text(), re.S):
            headers += [(file.parent / name).relative_to(source).as_posix() for name in re.findall(r"'([^']+)'", call)]
    return " ".join(headers)


def silent_functions(output):
    """(file, line, name) of functions without a word of their own, of an overload, or of the group of lines they stand in."""
    compounds = [c for file in sorted((output / "xml").glob("*.xml")) for c in xml.parse(file).getroot().iter("compounddef")
                 if c.get("kind") in ("class", "struct", "namespace")]
    told = {c.get("id"): {m.findtext("name") for m in c.iter("memberdef") if spoken_of(m)} for c in compounds}
    for compound in compounds:
        name = compound.findtext("compoundname")
        if "<" not in name and not any(part == "detail" or MACHINERY_CLASS.fullmatch(part) for part in name.split("::")):
            bases = [base.get("refid") for base in compound.findall("basecompoundref")]
            for file, line, function in silent_in(compound):
                if not any(function in told.get(c, ()) for c in [compound.get("id"), *bases]):
                    yield file, line, f"{name}::{function}"


def silent_in(compound):
    """The same of one class or namespace, whatever it says of overloads."""
    group = (None, 0)   # file and last line of the member before, if that or its group is spoken of
    for member in sorted(compound.iter("memberdef"), key=place):
        file, line = place(member)
        if spoken_of(member) or (group[0] == file and line - templates(file, line) <= group[1] + 1):
            group = (file, last_line(member))
        elif is_function_of_api(member):
            yield file, line, member.findtext("name")


def is_function_of_api(member):
    """Whether it has to say something: constructors and conversions have no type, and need not."""
    file = place(member)[0].removeprefix("runtime/").removesuffix(".hpp")
    return (member.get("kind") == "function" and member.get("prot") == "public" and file not in MACHINERY
            and "".join(member.find("type").itertext()).replace("constexpr", "").strip() and not PLAIN.fullmatch(member.findtext("name"))
            and member.find("reimplements") is None)


def templates(file, line):
    """1 if the declaration has a line before it that says of what it is a template."""
    return int(pathlib.Path(file).read_text().splitlines()[line - 2].lstrip().startswith("template"))


def last_line(member):
    location = member.find("location")
    return max(place(member)[1], int(location.get("bodyend", 0)) if location.get("bodyfile") == place(member)[0] else 0)


def place(member):
    location = member.find("location")
    return location.get("declfile") or location.get("file"), int(location.get("declline") or location.get("line"))


def spoken_of(member):
    return any("".join(part.itertext()).strip() for tag in ("briefdescription", "detaileddescription") for part in member.iter(tag))


def main(source, output):
    os.chdir(source)
    problems = make(source, output)
    count = 0
    for file, line, name in sorted(set(silent_functions(output))):
        problems.append(f"{file}:{line}: {name} says nothing: write its contract before it, or behind it after ///<")
    print(*problems, sep="\n", end="\n" * bool(problems))
    print(f"{int(not problems)} passed, {int(bool(problems))} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()))
