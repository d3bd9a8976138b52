#!/usr/bin/env python3
"""The rules of layering_test.py notice what they are for, and nothing else."""
import pathlib
import sys
import tempfile

from layering_test import LONG_FILES, broken, read_tree

GOOD = {
    "awaitscope": "#!/bin/sh\n",
    "meson.build": "files('runtime/uv.cpp', 'runtime/loop.cpp', 'visualizer/panels/tasks.cpp')\n",
    "runtime/uv.cpp": "#include <uv.h>\n#include \"loop.hpp\"\n",
    "runtime/loop.hpp": "// class Helper {\ntemplate <class Manager> int with(Manager manager);\n",
    "runtime/loop.cpp": "int f() {\n" + "    g('{', \"{\");  // {\n" * 58 + "}\n",
    "runtime/asyncio.hpp": '#include "net/socket.hpp"\n',
    "runtime/net/socket.hpp": '#include "../loop.hpp"\n',
    "runtime/meson.build": "install_headers('asyncio.hpp', 'loop.hpp', 'net/socket.hpp', subdir: 'asyncio')\n",
    "visualizer/panels/tasks.hpp": "",
    "visualizer/panels/tasks.cpp": "#include <imgui.h>\n#include \"tasks.hpp\"\n",
    "lessons/meson.build": "lessons = ['gather']\n",
    "lessons/lesson.hpp": "",
    "lessons/gather/gather.cpp": "#include \"runtime/loop.hpp\"\n#include \"lessons/lesson.hpp\"\n",
    "lessons/gather/gather.py": "", "lessons/gather/en.md": "", "lessons/gather/zh.md": "",
} | {path: "\n" * 401 for path in LONG_FILES}

# What is changed in the good tree (None: taken away) -> the rule that notices, a part of what it says.
BAD = [
    ({"runtime/loop.cpp": '#include "visualizer/panels/tasks.hpp"\n'}, "layers", "append an event"),
    ({"runtime/loop.cpp": '#include "../lessons/../lessons/lesson.hpp"\n'}, "layers", "append an event"),
    ({"lessons/gather/gather.cpp": '#include "visualizer/panels/tasks.hpp"\n'}, "layers", "lessons/lesson.hpp only"),
    ({"visualizer/panels/tasks.cpp": "#include <runtime/loop.hpp>\n"}, "layers", "returns requests"),
    ({"runtime/loop.cpp": "\n#include <uv.h>\n"}, "walls", "runtime/loop.cpp:2: includes <uv.h>"),
    ({"visualizer/panels/tasks.cpp": "#include <GLFW/glfw3.h>\n"}, "walls", "only visualizer/app knows the window"),
    ({"visualizer/panels/tasks.cpp": "#include <backends/imgui_impl_glfw.h>\n"}, "walls", "only visualizer/app"),
    ({"visualizer/model/m.cpp": "#include <imgui.h>\n"}, "walls", "let a panel show it"),
    ({"runtime/loop.cpp": "\n" * 401}, "length", "401 lines, 400 is the most"),
    ({"awaitscope": "\n" * 401}, "length", "awaitscope: 401 lines"),
    ({"runtime/loop.cpp": "int f() {\n" + "    g();\n" * 59 + "}\n"}, "functions", "f has 61 lines, 60 is the most"),
    ({"runtime/loop.cpp": "class TaskManager {};\n"}, "names", "TaskManager: name it after what it is"),
    ({"runtime/other.cpp": ""}, "sources listed", "runtime/other.cpp: no meson.build builds it"),
    ({"runtime/oop.cpp": ""}, "sources listed", "runtime/oop.cpp: no meson.build builds it"),
    ({"runtime/net/socket.hpp": '\n#include "runtime/loop.hpp"\n'}, "installable", 'runtime/net/socket.hpp:2: includes runtime/loop.hpp'),
    ({"runtime/net/socket.hpp": '#include "runtime/loop.hpp"\n'}, "installable", 'write "../loop.hpp"'),
    ({"runtime/meson.build": "install_headers('asyncio.hpp', 'net/socket.hpp', subdir: 'asyncio')\n"}, "headers installed",
     "runtime/loop.hpp: is not installed"),
    ({"runtime/net/socket.hpp": ""}, "headers installed", "runtime/loop.hpp: nothing that is installed includes it"),
    ({"lessons/meson.build": "lessons = []\n"}, "lessons complete", "lessons/gather: is not taught"),
    ({"lessons/gather/zh.md": None}, "lessons complete", "lessons/gather: has no zh.md"),
    ({next(iter(LONG_FILES)): ""}, "no stale allowance", "take it out"),
]


def judge(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in files.items():
            if text is not None:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text)
        return {rule: messages for rule, messages in broken(read_tree(root)).items() if messages}


def main():
    wrong = [] if judge(GOOD) == {} else [f"the good tree: {judge(GOOD)}"]
    for change, rule, words in BAD:
        found = judge(GOOD | change)
        if not any(words in message for message in found.get(rule, [])):
            wrong.append(f"{change}: not noticed by '{rule}': {found}")
    print(*wrong, sep="\n", end="\n" * bool(wrong))
    print(f"{len(BAD) + 1 - len(wrong)} passed, {len(wrong)} failed")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
