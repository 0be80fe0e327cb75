"""How fast readers get a verdict page: from Django, from a bare Django view, and from nginx over the public folder.

.venv/bin/python benchmarks/readers.py [seconds]

Starts the product as `make run` does, but with one web process; beside it the same server with a Django of one view
that returns a constant, and nginx over the written folder where it is on the PATH. Each is asked by four connections
that stay open, for so many seconds (5), in turns. Prints pages per second, and the median and 99th percentile in
milliseconds up to the last byte. The client takes its share of the machine: compare the lines with each other only.
"""

import contextlib
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.desk import product  # noqa: E402

CONNECTIONS = 4
ROUNDS = 3

# A whole Django with one view, for gunicorn: `python -m gunicorn bare:application`.
BARE = """
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="of no use")
urlpatterns = [path("", lambda request: HttpResponse(b"x" * {size}))]
application = get_wsgi_application()
"""
NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; types {{ text/html html; }}
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {root}; index index.html; keepalive_requests 1000000; }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int, folder: str) -> Iterator[int]:
    """A server started by `command`, until it answers at the port."""
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    try:
        for _attempt in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def bare_django(folder: str, size: int) -> tuple[list[str], int]:
    port = free_port()
    Path(folder, "bare.py").write_text(BARE.format(size=size))
    options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "1", "--threads", "8"]
    return [sys.executable, "-m", "gunicorn", "bare:application", *options], port


def nginx(folder: str, root: Path) -> tuple[list[str], int]:
    port = free_port()
    Path(folder, "nginx.conf").write_text(NGINX.format(folder=folder, port=port, root=root))
    return ["nginx", "-c", f"{folder}/nginx.conf", "-p", folder, "-e", f"{folder}/error.log"], port


def ask(port: int, path: str, until: float, took: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    while (began := time.perf_counter()) < until:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        took.append((time.perf_counter() - began) * 1000)


def measure(port: int, path: str, seconds: float) -> list[float]:
    """Milliseconds of every request that all connections made in that time."""
    took: list[float] = []
    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=ask, args=(port, path, until, took)) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    var = Path(os.environ.get("FACTCHECK_VAR", ROOT / "var" / "benchmark")).absolute()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        web = stack.enter_context(product(var))
        public = var / "public"
        checks = sorted(public.glob("checks/*/index.html"), key=lambda page: page.stat().st_size)
        page = checks[len(checks) // 2]
        path = f"/{page.relative_to(public).parent}/"
        size = page.stat().st_size
        bare = stack.enter_context(running(*bare_django(folder, size), folder))
        servers = {"a bare Django view": (bare, "/"), "the verdict page from Django": (web, path)}
        if shutil.which("nginx"):
            of_nginx = stack.enter_context(running(*nginx(folder, public), folder))
            servers["the verdict page from nginx"] = (of_nginx, path)
        found: dict[str, list[float]] = {name: [] for name in servers}
        for _round in range(ROUNDS):
            for name, (port, address) in servers.items():
                found[name] += measure(port, address, seconds / ROUNDS)
    print(f"{path}, {size:,} bytes")
    base = len(found["a bare Django view"])
    for name, took in found.items():
        median, high = statistics.median(took), statistics.quantiles(took, n=100)[98]
        rate = len(took) / seconds
        print(f"{name:30} {rate:8.0f} pages/s  x{len(took) / base:5.2f}  median {median:6.2f} ms  99th {high:7.2f} ms")


if __name__ == "__main__":
    main()
