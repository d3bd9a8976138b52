#!/usr/bin/env python3
"""How fast the runtime is, beside its peers: one table. Usage: bench.py [--runs N] [--only WORD] [--without NAME...] OURS [PEER...]

OURS and PEER are the programs that the build made; Python's and Node's peers are looked for here. Each program does
each work N times, all of them in turn, so that a slow moment of the machine strikes everybody; the table shows medians.
Exit status 1 if a target is not met.
"""
import argparse
import dataclasses
import pathlib
import shutil
import statistics
import subprocess
import sys

PEERS = pathlib.Path(__file__).resolve().parent / "peers"


@dataclasses.dataclass
class AtMost:
    """A target: `factor` times what `beside` needs, or `factor` itself; `more` on top of it."""
    factor: float
    beside: str = ""
    more: float = 0

    def limit(self, medians):
        if not self.beside:
            return self.factor + self.more
        return medians[self.beside] * self.factor + self.more if self.beside in medians else None


@dataclasses.dataclass
class Row:
    work: str
    title: str
    count: int
    plain: list = dataclasses.field(default_factory=list)       # targets when nothing is recorded
    recorded: list = dataclasses.field(default_factory=list)
    slow: int = 20                                              # Python and Node do so many times fewer


TOKIO_CANCEL = 1200   # what tokio 1.24 needed to cancel a sleeping task, measured once on the machine of the design
ROWS = [
    Row("switch", "switch among 1,000 ready tasks, ns", 5_000_000, [AtMost(8), AtMost(0.08, "asio")], [AtMost(25)]),
    Row("alone", "one task, sleep(0), nothing watched, ns", 5_000_000, [AtMost(15), AtMost(0.15, "asio")], [AtMost(30)]),
    Row("alone-watched", "one task, sleep(0), a watcher active, ns", 1_000_000, [AtMost(1.25, "libuv")],
        [AtMost(1, "ours", 20)]),
    Row("create", "create a task and await it, ns", 2_000_000, [AtMost(40), AtMost(0.1, "asio")], [AtMost(80)]),
    Row("await", "await a coroutine, ns", 10_000_000, [AtMost(1, "asio")], [AtMost(1, "ours", 15)]),
    Row("gather", "gather of 100,000 that yield once, ns each", 100_000, [AtMost(0.2, "asio")], [AtMost(0.27, "asio")], 1),
    Row("timers", "1,000,000 timers, arm and fire, ns each", 1_000_000, [AtMost(0.35, "libuv")], [AtMost(0.4, "libuv")], 4),
    Row("sleepers", "1,000,000 tasks that sleep once, ns each", 1_000_000, [], [], 10),
    Row("timers-cancelled", "1,000,000 call_later, cancelled, ns each", 1_000_000, [AtMost(0.5, "libuv")],
        [AtMost(0.6, "libuv")], 4),
    Row("sleepers-cancelled", "1,000,000 sleeping tasks cancelled, ns each", 1_000_000, [AtMost(TOKIO_CANCEL)],
        [AtMost(1.1 * TOKIO_CANCEL)], 10),
    Row("memory", "memory of a sleeping task, bytes", 1_000_000, [AtMost(256)], [], 10),
    Row("job", "thread-pool job, one at a time, ns", 20_000, [AtMost(1.05, "libuv")], [AtMost(1.1, "libuv")], 4),
    Row("jobs", "thread-pool jobs, 100,000 at once, ns each", 100_000, [AtMost(1.6, "libuv")], [AtMost(1.8, "libuv")], 4),
    Row("append", "an event appended to the log, ns", 5_000_000, [], [AtMost(10)]),
]


@dataclasses.dataclass
class Contender:
    name: str
    command: list
    slow: bool = False
    after: list = dataclasses.field(default_factory=list)

    def run(self, row):
        """One number; None if it does not do this work."""
        count = row.count // row.slow if self.slow else row.count
        done = subprocess.run([*self.command, row.work, str(count), *self.after], capture_output=True, text=True)
        if done.returncode == 2:
            return None
        if done.returncode != 0:
            sys.exit(f"{self.name} failed at {row.work}:\n{done.stderr}")
        return float(done.stdout)


def python_with(module):
    """A Python that has the module, or None."""
    for python in (sys.executable, "/usr/bin/python3"):
        if shutil.which(python) and subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0:
            return python
    return None


def contenders(ours, built):
    """Everybody who is there; says who is not."""
    found = [Contender("ours", [ours]), Contender("recorded", [ours], after=["recorded"])]
    compiled = [Contender(pathlib.Path(path).name.removesuffix("_peer"), [path]) for path in built]
    found += [c for c in compiled if c.run(ROWS[0]) is not None]   # without its library it can do nothing
    asyncio_peer = str(PEERS / "asyncio_peer.py")
    if python := python_with("uvloop"):
        found.append(Contender("uvloop", [python, asyncio_peer], True, ["uvloop"]))
    found.append(Contender("asyncio", [python_with("asyncio"), asyncio_peer], True))
    if node := shutil.which("node"):
        found.append(Contender("node", [node, str(PEERS / "node_peer.mjs")], True))
    names = [c.name for c in found]
    for name, package in {"libuv": "libuv1-dev", "asio": "libasio-dev", "uvloop": "python3-uvloop", "node": "nodejs"}.items():
        if name not in names:
            print(f"{name} is not here (Debian's package {package}): its column and the targets beside it are missing")
    return found


def verdict(value, targets, medians):
    """What the targets allow, and whether that is kept; empty if there is none."""
    limits = [limit for limit in (target.limit(medians) for target in targets) if limit is not None]
    if not limits or value is None:
        return "", ""
    return figure(min(limits)), "met" if value <= min(limits) else "NOT"


def figure(value):
    return "" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def beside(value, ours):
    """A peer's figure, and ours as a part of it."""
    return f"{figure(value)} ({ours / value:.2f})" if value else ""


def measure(row, everybody, runs):
    values = {contender.name: [] for contender in everybody}
    for _ in range(runs):
        for contender in everybody:
            if values[contender.name] is not None:
                value = contender.run(row)
                values[contender.name] = None if value is None else values[contender.name] + [value]
    return {name: statistics.median(v) for name, v in values.items() if v}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("ours")
    parser.add_argument("peers", nargs="*")
    options = parser.parse_args()
    everybody = [c for c in contenders(options.ours, options.peers) if c.name not in options.without]
    others = [c.name for c in everybody[2:]]
    head = ["", "ours", "at most", "", "recorded", "at most", "", *[f"{name} (ours/it)" for name in others]]
    line = "{:44}" + "{:>9}{:>9} {:4}" * 2 + "{:>19}" * len(others)
    print(line.format(*head), flush=True)
    missed = 0
    for row in ROWS:
        if options.only not in row.work:
            continue
        medians = measure(row, everybody, options.runs)
        ours, recorded = medians["ours"], medians["recorded"]
        plain, with_log = verdict(ours, row.plain, medians), verdict(recorded, row.recorded, medians)
        missed += [plain[1], with_log[1]].count("NOT")
        print(line.format(row.title, figure(ours), *plain, figure(recorded), *with_log,
                          *[beside(medians.get(name), ours) for name in others]), flush=True)
    print(f"{missed} targets are not met" if missed else "all targets are met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
