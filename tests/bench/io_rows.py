"""Sockets and files."""
import dataclasses
import subprocess

from table import AtMost, Row


@dataclasses.dataclass
class Echo(Row):
    """Contenders serve, the same client calls; the figure is what the server's process needs for each of its requests."""
    connections: int = 1
    client: str = ""   # its program: bench.py sets it

    def run(self, contender):
        requests = self.count_for(contender)
        with subprocess.Popen(contender.command_for("echo", self.connections), stdout=subprocess.PIPE, text=True) as server:
            port = server.stdout.readline().strip()
            if not port and server.wait() == 2:
                return None
            subprocess.run([self.client, port, str(self.connections), str(requests)], check=True)
            figure = server.stdout.readline()
            contender.check(self.work, server.wait())
        return float(figure) / requests


ECHO = [AtMost(1.1, "libuv")], [AtMost(1.2, "libuv")]
ROWS = [
    Echo("echo-1", "TCP echo of 1 KiB, 1 connection, CPU ns each", 50_000, *ECHO, 5),
    Echo("echo-64", "TCP echo of 1 KiB, 64 connections, CPU ns each", 200_000, *ECHO, 10, connections=64),
    Row("file", "a file in pieces of 64 KiB, ns each", 4096, [AtMost(1, "libuv")], [AtMost(1 / 0.95, "libuv")], 4),
]
