#!/usr/bin/env python3
"""How fast the runtime is, beside its peers: one table. Usage:

    bench.py [--runs N] [--only WORD] [--without NAME] --client ECHO_CLIENT --http-server HTTP_HELLO OURS [PEER...]

OURS, PEER, the client and the HTTP server are the programs that the build made; Python's and Node's peers are looked for here. Each
program does each work N times, all of them in turn; the table shows medians. --only: the works whose names contain the
word; --without: a contender to leave out; both may come more than once. Exit status 1 if a target is not met.

A file of rows has a list ROWS (see table.py) and its place in `all_rows`.
"""
import argparse
import sys

import contenders
import http_rows
import io_rows
import runtime_rows
import table


def all_rows(client, http_server):
    for row in io_rows.ROWS:
        if isinstance(row, io_rows.Echo):
            row.client = client
    for row in http_rows.ROWS:
        row.server = http_server
    return runtime_rows.ROWS + io_rows.ROWS + http_rows.ROWS


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--client", required=True)
    parser.add_argument("--http-server", required=True)
    parser.add_argument("ours")
    parser.add_argument("peers", nargs="*")
    options = parser.parse_args()
    everybody = [c for c in contenders.all_contenders(options.ours, options.peers) if c.name not in options.without]
    rows = [row for row in all_rows(options.client, options.http_server) if any(word in row.work for word in options.only or [""])]
    missed = table.print_table(rows, everybody, options.runs)
    print(f"{missed} targets are not met" if missed else "all targets are met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
