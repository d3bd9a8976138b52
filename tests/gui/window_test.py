#!/usr/bin/env python3
"""Drives the real window with real keys and clicks, and reads what it says. Usage: window_test.py PROGRAM

PROGRAM is started under Xvfb with AWAITSCOPE_PROBE=FILE: whenever what is seen changes, it writes that to
FILE. Every step of the test waits for a fact in it, never for time to pass.
"""
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import time

PATIENCE = 60  # seconds that a fact may take to come true on a busy machine
SKIPPED = 77


class Window:
    """The program's window on a display of its own."""

    def __init__(self, program, arguments, folder, size=(1600, 900)):
        self.folder = folder
        self.probe = folder / "seen.json"
        read, write = os.pipe()
        self.screen = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "2560x1440x24", "-nolisten", "tcp",
                                        "-fbdir", str(folder)],
                                       pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            display = ":" + pipe.readline().strip()
        self.env = os.environ | {"DISPLAY": display, "AWAITSCOPE_PROBE": str(self.probe), "LIBGL_ALWAYS_SOFTWARE": "1",
                                 "XDG_STATE_HOME": str(folder / "state"), "LANG": "C.UTF-8", "WAYLAND_DISPLAY": ""}
        self.process = None
        try:
            self.open(program, arguments, size)
        except BaseException:
            self.end()
            raise

    def open(self, program, arguments, size):
        self.process = subprocess.Popen([program, *arguments], env=self.env, cwd=self.folder)
        self.wait(lambda s: s["width"] > 0, "the window is there")
        self.id = self.xdotool("search", "--name", "Awaitscope").split()[0]
        self.resize(*size)

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.env, check=True, capture_output=True, text=True).stdout

    def seen(self):
        return json.loads(self.probe.read_text())

    def wait(self, fact, what):
        """Until `fact` holds of what is seen; gives that back."""
        end = time.monotonic() + PATIENCE
        seen = None
        while time.monotonic() < end:
            if self.probe.exists():
                seen = self.seen()
                if fact(seen):
                    return seen
            try:
                sys.exit(f"the program has ended with {self.process.wait(0.005)} before: {what}")
            except subprocess.TimeoutExpired:
                pass
        print(json.dumps(seen, indent=1, ensure_ascii=False))
        sys.exit(f"did not come true within {PATIENCE} s: {what}")

    def key(self, name, fact, what=None):
        self.xdotool("key", "--delay", "0", name)
        return self.wait(fact, what or f"after {name}")

    def click(self, panel, words, fact):
        """On the first text of `panel` that contains `words`."""
        spot = next(t for t in self.seen()["panels"][panel] if words in t["text"])
        self.xdotool("mousemove", int(spot["x"] + spot["w"] / 2), int(spot["y"] + spot["h"] / 2), "click", 1)
        return self.wait(fact, f"after a click on '{words}'")

    def resize(self, width, height):
        self.xdotool("windowsize", self.id, width, height)
        self.xdotool("mousemove", width // 2, 6)  # keys go to where the pointer is
        return self.wait(lambda s: (s["width"], s["height"]) == (width, height), f"the window is {width}x{height}")

    def colours(self):
        """How many colours the screen shows, out of the picture that Xvfb keeps in a file (an XWD dump)."""
        dump = (self.folder / "Xvfb_screen0").read_bytes()
        head, colours = struct.unpack(">I", dump[:4])[0], struct.unpack(">I", dump[76:80])[0]
        return len(set(struct.iter_unpack("4s", dump[head + 12 * colours:])))

    def wait_for_picture(self):
        """What the probe says is also drawn: letters alone have dozens of shades."""
        self.wait(lambda s: self.colours() > 50, "the window shows a picture")

    def end(self):
        if self.process:
            self.process.kill()
            self.process.wait()
        self.screen.terminate()
        self.screen.wait()


def says(seen, panel):
    """The texts of a panel, a line each."""
    return [t["text"] for t in seen["panels"].get(panel, [])]


def cursor(n):
    return lambda s: s["cursor"] == n and str(n) in says(s, "toolbar")


def walk(window):
    """With the keyboard alone from the first event to the last and back."""
    seen = window.key("End", lambda s: s["complete"] and s["cursor"] == s["recorded"])
    last = seen["cursor"]
    assert "200 + 100: total 300" in says(seen, "output"), says(seen, "output")
    window.key("Home", cursor(0))
    window.key("5", lambda s: "events" in s["panels"], "the list of events is shown")
    forward, back = [], []
    for n in range(1, last + 1):
        forward.append(window.key("Right", cursor(n)))
    for n in range(last - 1, -1, -1):
        back.append(window.key("Left", cursor(n)))
    for there, again in zip(forward, [*reversed(back)][1:]):
        told = "what just happened"
        assert says(there, told) == says(again, told), (says(there, told), says(again, told))
        assert says(there, "tasks") == says(again, "tasks")
    window.key("4", lambda s: "timeline" in s["panels"], "the timeline is shown")


def steps(window):
    """Buttons and keys that go further than one event."""
    window.click("toolbar", "Next task switch", lambda s: s["cursor"] > 1 and says(s, "running")[1:2] == ["Task-1"])
    turn = window.click("toolbar", "Next loop turn", lambda s: "2" in says(s, "toolbar"))
    window.key("Next", cursor(turn["cursor"] + 1), "the presenter's key steps")
    window.key("Prior", cursor(turn["cursor"]), "the presenter's key steps back")
    window.key("shift+n", lambda s: s["cursor"] < turn["cursor"])
    window.key("space", lambda s: s["playing"])
    window.key("space", lambda s: not s["playing"])


def looks(window):
    """Languages, themes, sizes, pages."""
    window.key("l", lambda s: s["lang"] == "zh" and "就绪队列" in says(s, "ready queue"))
    window.key("d", lambda s: s["theme"] == "light")
    window.resize(1280, 720)
    window.resize(2560, 1440)
    window.resize(1600, 900)
    window.click("toolbar", "EN | 中文", lambda s: s["lang"] == "en")
    window.key("d", lambda s: s["theme"] == "dark")
    larger = window.key("plus", lambda s: s["scale"] > 1.05)
    window.key("ctrl+0", lambda s: s["scale"] < larger["scale"])
    window.key("2", lambda s: any("def" in t for t in says(s, "source")), "the Python source is shown")
    window.key("3", lambda s: "lesson text" in s["panels"], "the lesson's text is shown")
    window.key("1", lambda s: "source" in s["panels"], "the C++ source is shown")
    window.key("F1", lambda s: "help" in s["panels"])
    window.key("Escape", lambda s: "help" not in s["panels"])


def changes(window):
    """What if: the lesson runs anew, and the learner stays where they are. Then another lesson."""
    window.key("End", lambda s: s["complete"])
    window.key("Tab", lambda s: True)
    window.key("Tab", lambda s: True)
    before = says(window.seen(), "what if")
    window.key("Left", lambda s: says(s, "what if") != before, "a delay is shorter")
    window.key("Escape", lambda s: True)
    window.click("what if", "as it was", lambda s: says(s, "what if") == before)
    window.key("End", lambda s: s["complete"] and "200 + 100: total 300" in says(s, "output"))
    other = next(t for t in says(window.seen(), "lessons") if t[0].isdigit() and "gather" not in t)
    window.click("lessons", other, lambda s: s["title"] != "gather" and s["cursor"] == 0)


def hands_out(window):
    """An export from the keyboard, without overwriting what is there."""
    window.key("ctrl+e", lambda s: "exports" in s["panels"])
    seen = window.key("Return", lambda s: any(t.startswith("Written: ") for t in says(s, "note")))
    path = next(t for t in says(seen, "note")).removeprefix("Written: ")
    assert pathlib.Path(path).stat().st_size > 0
    assert pathlib.Path(path).parent == window.folder
    window.key("Escape", lambda s: "note" not in s["panels"])


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    missing = [tool for tool in ("Xvfb", "xdotool") if not shutil.which(tool)]
    if missing:
        print(f"skipped: {' and '.join(missing)} not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        window = Window(program, ["gather"], pathlib.Path(folder).resolve())
        try:
            assert window.seen()["title"] == "gather"
            for part in (walk, steps, looks, hands_out, changes):
                part(window)
                window.wait_for_picture()
                print(f"passed: {part.__doc__.splitlines()[0]}", flush=True)
            window.xdotool("key", "ctrl+q")
            assert window.process.wait(PATIENCE) == 0, "Ctrl Q ends the program well"
        finally:
            window.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
