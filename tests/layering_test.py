#!/usr/bin/env python3
"""Holds the shape of the source tree; each message says what to do instead. Usage: layering_test.py SOURCE_FOLDER

    check_*(source)  a rule for one file: yields a message for each line that breaks it
    lists_*(tree)    a rule for the whole tree: nothing is forgotten in a list
"""
import dataclasses
import pathlib
import posixpath
import re
import sys

LESSONS = ["lessons/lesson.hpp", "lessons/text.hpp"]  # all that others may know of them

# Who may include whom. The longest prefix of a file's path decides; a folder may always include itself.
MAY_INCLUDE = {
    "runtime/trace": [],
    "runtime": [],
    "lessons": ["runtime"],
    "visualizer/model": ["runtime/trace"],
    "visualizer/story": ["runtime/trace", "visualizer/model"],
    "visualizer/export": ["runtime/trace", "visualizer/model", "visualizer/story", *LESSONS],
    "visualizer/session": ["runtime/trace", "runtime/program.hpp", "visualizer/model", "visualizer/story",
                           *LESSONS],
    "visualizer/panels": ["runtime/trace", "visualizer/model", "visualizer/story", "visualizer/session",
                          *LESSONS],
    "visualizer/app": ["runtime/trace", "runtime/program.hpp", "runtime/exceptions.hpp", "visualizer", *LESSONS],
    "tests": ["runtime", "lessons", "visualizer"],
}
INSTEAD = {
    "runtime": "the runtime knows nobody who reads its log: append an event and let them read that",
    "lessons": "a lesson is a program on the runtime: it needs runtime/ and lessons/lesson.hpp only",
    "visualizer/model": "the model is a function of the log: take what you need from its events",
    "visualizer/story": "the story tells of events and states: pass it those",
    "visualizer/export": "an export is written from the log and its model: let the caller pass those",
    "visualizer/session": "the session knows no window: return data and let a panel draw it",
    "visualizer/panels": "a panel reads the Frame and returns requests: let the session act on the request",
    "visualizer/app": "the app goes through the session: add what you need there",
    "tests": "test it through the header of its folder",
}

# Libraries that stay behind one wall: what is included -> where that may be, and what to do instead.
WALLS = [
    (r"uv\.h", ["runtime/uv.cpp", "tests/bench/"],
     "libuv stays behind runtime/uv.cpp: give that a function which does what you need"),
    (r"(misc/.*/)?im(gui|gui_\w+|plot)\.h|backends/imgui.*", ["visualizer/panels/", "visualizer/app/", "tests/"],
     "only panels and app draw: return the data and let a panel show it"),
    (r"boost/.*", ["runtime/http/server/request_parser.cpp"],
     "Beast stays behind the request parser: it costs seconds to compile"),
    (r"openssl/.*", ["runtime/ssl/"],
     "OpenSSL stays behind runtime/ssl: use TlsSession, SSLContext or SSLObject"),
    (r"curl/.*", ["runtime/http/client/", "tests/bench/"],
     "libcurl stays behind the client's connector"),
    (r"zlib\.h", ["runtime/http/content_decoder.cpp", "tests/"], "zlib stays behind ContentDecoder"),
    (r"GLFW/.*|GL/.*|backends/imgui.*", ["visualizer/app/", "tests/gui/"],
     "only visualizer/app knows the window: return a request, or let app put what you need into the Frame"),
]

# What a program on the runtime may begin with; with all that these include it is installed.
INSTALLED = ["runtime/asyncio.hpp", "runtime/http/http.hpp", "runtime/trace/jsonl.hpp", "runtime/trace/reader.hpp",
             "runtime/trace/trace_file.hpp"]

LONGEST_FILE = 400
LONG_FILES = {  # file -> why it may be longer
    "tests/conformance/recorder.py": "one script that runs beside any Python program, without a package around it",
}
LONGEST_FUNCTION = 60
VAGUE = re.compile(r"\b(?:class|struct|namespace)\s+(\w*(?:Manager|Helper|Util)s?)\s*(?:final\s*)?[:{]")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]', re.M)
CODE = {".cpp", ".hpp", ".c", ".h"}


@dataclasses.dataclass
class Source:
    root: pathlib.Path
    path: str
    text: str

    def line(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def place(self, line):
        return f"{self.path}:{line}"


def within(path, places):
    return any(path == p or path.startswith(p.rstrip("/") + "/") for p in places)


def owner(path, table=MAY_INCLUDE):
    return max((folder for folder in table if within(path, [folder])), key=len, default=None)


def project_path(source, name):
    """The path in the tree that `#include "name"` means; None if it is somebody else's."""
    folders = [pathlib.PurePosixPath(source.path).parent, *pathlib.PurePosixPath(source.path).parent.parents]
    for folder in folders:
        if (source.root / folder / name).is_file():
            return posixpath.normpath(folder / name)
    return None


def check_layers(source):
    folder = owner(source.path)
    for include in INCLUDE.finditer(source.text):
        target = project_path(source, include[1])
        if folder and target and not within(target, [folder, *MAY_INCLUDE[folder]]):
            yield f"{source.place(source.line(include.start()))}: includes {target}: {INSTEAD[owner(source.path, INSTEAD)]}"


def check_walls(source):
    for include in INCLUDE.finditer(source.text):
        for library, places, instead in WALLS:
            if re.fullmatch(library, include[1]) and not within(source.path, places):
                yield f"{source.place(source.line(include.start()))}: includes <{include[1]}>: {instead}"
                break


def check_installable(source):
    """Headers find each other in the tree and where they are installed."""
    for include in INCLUDE.finditer(source.text):
        if owner(source.path, ["runtime"]) and source.path.endswith(".hpp") and include[1].startswith("runtime/"):
            relative = posixpath.relpath(include[1], posixpath.dirname(source.path))
            yield (f"{source.place(source.line(include.start()))}: includes {include[1]}: there is no runtime/ where headers "
                   f'are installed: write "{relative}"')


def check_length(source):
    lines = source.text.count("\n")
    if lines > LONGEST_FILE and source.path not in LONG_FILES:
        yield (f"{source.path}: {lines} lines, {LONGEST_FILE} is the most: move one of its nouns to a file of its own, "
               "or give the reason in LONG_FILES")


def check_names(source):
    for found in VAGUE.finditer(bare(source.text)):
        yield f"{source.place(source.line(found.start()))}: {found[1]}: name it after what it is or does"


def check_functions(source):
    for name, first, last in functions(bare(source.text)):
        if last - first + 1 > LONGEST_FUNCTION:
            yield (f"{source.place(first)}: {name} has {last - first + 1} lines, {LONGEST_FUNCTION} is the most: "
                   "give a step of it a name")


def bare(text):
    """The code without comments, strings and character constants; its lines stay where they are."""
    pattern = r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'(?!\w)'
    return re.sub(pattern, lambda m: "\n" * m[0].count("\n"), text, flags=re.S)


def functions(code):
    """(name, first line, last line) of what looks like a function's body; a test case is a story and may be long."""
    stack, header, line = [], "", 1
    for character in code:
        line += character == "\n"
        if character == "{":
            stack.append((header.strip(), line))
            header = ""
        elif character == "}" and stack:
            (head, first), header = stack.pop(), ""
            name = re.search(r"(~?\w+|operator\S+)\s*\(", head)
            if name and not re.fullmatch(r"if|for|while|switch|catch|TEST_CASE|SECTION", name[1]):
                yield name[1], first, line
        elif character == ";":
            header = ""
        else:
            header += character


def lists_sources(tree):
    for source in tree:
        path = pathlib.PurePosixPath(source.path)
        listed = re.compile(rf"['/ ]{re.escape(path.stem)}(\.cpp)?[')]")
        if path.suffix == ".cpp" and not any(map(listed.search, build_files(source.root, path))):
            yield f"{source.path}: no meson.build builds it: add it to the list in {path.parent}/meson.build"


def build_files(root, path):
    for folder in path.parents:
        for file in (root / folder / "meson.build", root / folder / "CMakeLists.txt"):
            if file.is_file():
                yield file.read_text()


def lists_lessons(tree):
    lessons = {pathlib.PurePosixPath(s.path).parts[1] for s in tree if re.fullmatch(r"lessons/\w+/\w+\.cpp", s.path)}
    for name in sorted(lessons):
        folder = tree[0].root / "lessons" / name
        if f"'{name}'" not in (folder.parent / "meson.build").read_text():
            yield f"lessons/{name}: is not taught: add '{name}' to the list in lessons/meson.build"
        for file in (f"{name}.cpp", f"{name}.py", "en.md", "zh.md"):
            if not (folder / file).is_file():
                yield f"lessons/{name}: has no {file}: CONTRIBUTING.md says what belongs into it"


def lists_headers(tree):
    sources = {s.path: s for s in tree}
    needed = set()
    todo = [path for path in INSTALLED if path in sources]
    while todo:
        path = todo.pop()
        if path in sources and path not in needed:
            needed.add(path)
            todo += filter(None, (project_path(sources[path], i[1]) for i in INCLUDE.finditer(sources[path].text)))
    listed = {}
    for file in sorted((tree[0].root / "runtime").rglob("meson.build")):
        for call in re.findall(r"install_headers\((.*?)subdir", file.read_text(), re.S):
            build = file.relative_to(tree[0].root)
            listed |= {(build.parent / name).as_posix(): build.as_posix() for name in re.findall(r"'([^']+)'", call)}
    for path in sorted(needed - listed.keys()):
        yield f"{path}: is not installed, but what includes it is: add it to install_headers() in its library's meson.build"
    for path in sorted(listed.keys() - needed):
        yield f"{path}: nothing that is installed includes it: take it out of install_headers() in {listed[path]}"


def lists_allowances(tree):
    for path in LONG_FILES:
        if not any(s.path == path and s.text.count("\n") > LONGEST_FILE for s in tree):
            yield f"{path}: needs no place in LONG_FILES any more: take it out"


def read_tree(root):
    folders = ["runtime", "lessons", "visualizer", "tests"]
    files = [root / "awaitscope"] + sorted(f for folder in folders for f in (root / folder).rglob("*"))
    return [Source(root, f.relative_to(root).as_posix(), f.read_text()) for f in files
            if f.is_file() and f.suffix in CODE | {".py", ".sh", ""}]


FILE_RULES = {"layers": check_layers, "walls": check_walls, "names": check_names, "functions": check_functions,
              "installable": check_installable}
TREE_RULES = {"sources listed": lists_sources, "lessons complete": lists_lessons, "headers installed": lists_headers,
              "no stale allowance": lists_allowances}


def broken(tree):
    """rule -> messages"""
    code = [s for s in tree if pathlib.PurePosixPath(s.path).suffix in CODE]
    found = {rule: [m for s in code for m in check(s)] for rule, check in FILE_RULES.items()}
    found["length"] = [m for s in tree for m in check_length(s)]
    return found | {rule: list(check(tree)) for rule, check in TREE_RULES.items()}


def main(root):
    found = broken(read_tree(pathlib.Path(root).resolve()))
    for rule, messages in found.items():
        for message in messages:
            print(f"{rule}: {message}")
    failed = sum(bool(messages) for messages in found.values())
    print(f"{len(found) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
