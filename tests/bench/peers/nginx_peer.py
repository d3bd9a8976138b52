#!/usr/bin/env python3
"""nginx's side of the benchmarks: nginx_peer.py http COUNT. Prints the port at which one worker says hello."""
import os
import pathlib
import shutil
import socket
import sys
import tempfile

CONFIGURATION = """
daemon off; master_process off; pid {folder}/pid; error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
    access_log off; keepalive_requests 1000000000; tcp_nodelay on;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{port};
        location / {{ default_type "text/plain; charset=utf-8"; return 200 "Hello, world!"; }}
    }}
}}
"""


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def main():
    nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if sys.argv[1] != "http" or not nginx:
        sys.exit(2)
    port, folder = free_port(), pathlib.Path(tempfile.gettempdir()) / f"awaitscope-nginx-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    (folder / "conf").write_text(CONFIGURATION.format(folder=folder, port=port))
    print(port, flush=True)
    os.execv(nginx, [nginx, "-p", str(folder), "-c", str(folder / "conf")])


main()
