"""Who takes part in the benchmarks: a program each, called as work.hpp says."""
import dataclasses
import os
import pathlib
import shutil
import subprocess
import sys

PEERS = pathlib.Path(__file__).resolve().parent / "peers"
PACKAGES = {"libuv": "libuv1-dev", "asio": "libasio-dev", "uvloop": "python3-uvloop", "node": "nodejs", "nginx": "nginx-light"}


@dataclasses.dataclass
class Contender:
    name: str
    command: list
    slow: bool = False
    after: list = dataclasses.field(default_factory=list)

    def command_for(self, work, count):
        return [*self.command, work, str(count), *self.after]

    def number(self, work, count):
        """What its program prints; None if it does not do this work."""
        done = subprocess.run(self.command_for(work, count), capture_output=True, text=True)
        if done.returncode == 2:
            return None
        self.check(work, done.returncode, done.stderr)
        return float(done.stdout)

    def check(self, work, code, errors=""):
        if code != 0:
            sys.exit(f"{self.name} failed at {work}:\n{errors}")


def python_with(module):
    """A Python that has the module, or None."""
    for python in ("/usr/bin/python3", sys.executable):
        if shutil.which(python) and subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0:
            return python
    return None


def all_contenders(ours, built):
    """Everybody who is there; says who is not."""
    found = [Contender("ours", [ours]), Contender("recorded", [ours], after=["recorded"])]
    compiled = [Contender(pathlib.Path(path).name.removesuffix("_peer"), [path]) for path in built]
    found += [c for c in compiled if c.number("jobs", 1) is not None]   # without its library it can do nothing
    asyncio_peer = str(PEERS / "asyncio_peer.py")
    if python := python_with("uvloop"):
        found.append(Contender("uvloop", [python, asyncio_peer], True, ["uvloop"]))
    found.append(Contender("asyncio", [python_with("asyncio"), asyncio_peer], True))
    if node := shutil.which("node"):
        found.append(Contender("node", [node, str(PEERS / "node_peer.mjs")], True))
    if shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin"):
        found.append(Contender("nginx", [sys.executable, str(PEERS / "nginx_peer.py")]))
    names = [c.name for c in found]
    for name, package in PACKAGES.items():
        if name not in names:
            print(f"{name} is not here (Debian's package {package}): its column and the targets beside it are missing")
    return found
