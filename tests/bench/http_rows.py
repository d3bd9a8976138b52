"""HTTP: everybody says hello, and wrk asks over connections that stay open."""
import contextlib
import dataclasses
import os
import re
import shutil
import socket
import subprocess
import time

from contenders import PEERS
from table import AtLeast, AtMost, Row

CONNECTIONS = 64
SECONDS = 2
CORES = sorted(os.sched_getaffinity(0))   # the server has the first, wrk the last


@contextlib.contextmanager
def serving(command):
    """The server's process, and its port once it listens."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                          preexec_fn=lambda: os.sched_setaffinity(0, CORES[:1])) as process:
        port = process.stdout.readline().strip()
        try:
            wait_until_it_listens(port)
            yield process, port
        finally:
            process.terminate()


def wait_until_it_listens(port):
    while True:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.01)


def load(port, seconds):
    """Has wrk ask for so long. How many requests a second were answered, and how many there were."""
    command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", str(seconds), f"http://127.0.0.1:{port}/"]
    report = subprocess.run(command, capture_output=True, text=True, check=True,
                            preexec_fn=lambda: os.sched_setaffinity(0, CORES[-1:])).stdout
    if "Non-2xx" in report or "Socket errors" in report:
        raise SystemExit(f"wrk complains:\n{report}")
    return float(re.search(r"Requests/sec: +([\d.]+)", report)[1]), int(re.search(r"(\d+) requests in", report)[1])


def processor_time(process):
    """What a process has used, in seconds."""
    with open(f"/proc/{process.pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass
class Hello(Row):
    """`server`: our program; bench.py sets it. The figure: requests a second, or the server's microseconds for each."""
    server: str = ""
    of_processor: bool = False

    def command_for(self, contender):
        """What serves for the contender; None if it does not serve HTTP."""
        if contender.name in ("ours", "recorded"):
            return [self.server, "0", *contender.after]
        if contender.name == "node":
            return [contender.command[0], str(PEERS / "node_http_peer.mjs")]
        return contender.command_for("http", 0) if contender.name == "nginx" else None

    def run(self, contender):
        command = self.command_for(contender)
        if not command:
            return None
        with serving(command) as (process, port):
            load(port, 1)   # warms up
            before = processor_time(process)
            throughput, requests = load(port, SECONDS)
            return (processor_time(process) - before) / requests * 1e6 if self.of_processor else throughput


ROWS = [
    Hello("http", "HTTP hello, 64 connections, requests a second", 0, [AtLeast(1, "nginx"), AtLeast(1.5, "node")],
          [AtLeast(0.85, "ours")]),
    Hello("http-cpu", "HTTP hello, 64 connections, CPU us each", 0, [AtMost(1, "nginx"), AtMost(1 / 1.5, "node")],
          [AtMost(1 / 0.85, "ours")], of_processor=True),
] if shutil.which("wrk") else []
