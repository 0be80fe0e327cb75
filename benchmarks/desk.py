"""How fast the desk's pages answer: the sample newsroom, one web process, one client, real HTTP.

.venv/bin/python benchmarks/desk.py [times]

Starts the product as `make run` does, but with a single web process and its data under var/benchmark (or below
FACTCHECK_VAR), asks for each page `times` times (200) after a warm-up, the pages in turn, and prints the median and the
95th percentile in milliseconds up to the last byte, and the size of the page. The page that does nothing (/healthz, no
database, no session) is asked in the same rounds: what is above it is ours. `times of it` is the ratio of the medians.
The issue's limit is 300 ms at the 95th percentile for the article, the queue and the claim.
"""

import contextlib
import http.client
import os
import re
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import psycopg2  # noqa: E402

from factcheck.local import database_url, place_for, programs  # noqa: E402
from factcheck.local.services import Services, lock  # noqa: E402

LIMIT = 300
WARM_UP = 10
EDITOR = {"login": "editor@example.org", "password": "tide-table-editor"}


@contextlib.contextmanager
def product(var: Path) -> Iterator[int]:
    """The whole product with one web process; its port."""
    os.environ["FACTCHECK_VAR"] = str(var)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = place_for(var)
    services = Services(var)
    web = programs.web(place, port, workers=1)
    others = [programs.worker(place, port), programs.scheduler(place, port)]
    with contextlib.closing(lock(place.var, "a benchmark")):
        try:
            services.start()
            programs.prepare(place, port)
            for program in (*others, web):
                program.start()
            programs.wait_for_web(web, port)
            yield port
        finally:
            for program in (web, *others):
                program.stop()
            services.stop()


class Client:
    """A browser's side of one connection that stays open, with its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(self, address: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """The status and the body."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("GET" if body is None else "POST", address, body=body, headers=headers)
        response = self.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return response.status, response.read()

    def sign_in(self) -> None:
        _status, page = self.ask("/accounts/login/")
        [token, *_others] = re.findall(rb'name="csrfmiddlewaretoken" value="(\w+)"', page)
        status, _page = self.ask("/accounts/login/", EDITOR | {"csrfmiddlewaretoken": token.decode()})
        if status != 302:
            raise RuntimeError(f"signing in answered {status}")

    def milliseconds(self, address: str) -> tuple[float, int]:
        """Up to the last byte of the page, and how many bytes it has."""
        began = time.perf_counter()
        status, page = self.ask(address)
        took = time.perf_counter() - began
        if status != 200:
            raise RuntimeError(f"{address} answered {status}")
        return took * 1000, len(page)


def addresses(var: Path) -> dict[str, str]:
    """The pages to measure; the article with most claims, and claims with evidence and a verdict."""
    connection = psycopg2.connect(database_url(var))
    with contextlib.closing(connection), connection.cursor() as cursor:

        def first(statement: str) -> int:
            cursor.execute(statement)
            return cursor.fetchone()[0]

        article = first("SELECT article_id FROM claims_claim GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
        of_state = "SELECT c.id FROM claims_claim c JOIN claims_evidence e ON e.claim_id = c.id WHERE state = '{}'"
        of_state += " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        checking, reviewed = first(of_state.format("checking")), first(of_state.format("in_review"))
    return {
        "nothing (/healthz)": "/healthz",
        "article, the most claims": f"/desk/articles/{article}/",
        "queue, open work": "/desk/claims/",
        "queue, any state": "/desk/claims/?state=any",
        "claim, being checked": f"/desk/claims/{checking}/",
        "claim, in review": f"/desk/claims/{reviewed}/",
        "my work": "/desk/",
        "articles": "/desk/articles/",
        "dashboard": "/desk/dashboard/",
        "search": "/desk/search/?q=the",
        "settings": "/desk/settings/",
    }


def measure(client: Client, pages: dict[str, str], times: int) -> dict[str, tuple[list[float], int]]:
    """In turn, so that whatever else the machine does meets all pages alike."""
    found: dict[str, tuple[list[float], int]] = {name: ([], 0) for name in pages}
    for turn in range(times + WARM_UP):
        for name, address in pages.items():
            took, size = client.milliseconds(address)
            if turn >= WARM_UP:
                found[name] = ([*found[name][0], took], size)
    return found


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    var = Path(os.environ.get("FACTCHECK_VAR") or ROOT / "var").absolute() / "benchmark"
    with product(var) as port:
        client = Client(port)
        client.sign_in()
        found = measure(client, addresses(var), times)
    print(
        f"{times} requests a page after {WARM_UP}, one client, one web process; load average {os.getloadavg()[0]:.1f}"
    )
    print(f"{'milliseconds':<28}{'median':>8}{'p95':>8}{'slowest':>9}{'times of it':>13}{'kB':>7}")
    nothing = statistics.median(next(iter(found.values()))[0])
    for name, (took, size) in found.items():
        middle, high = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        over = "  over the limit" if high > LIMIT else ""
        print(
            f"{name:<28}{middle:>8.1f}{high:>8.1f}{max(took):>9.1f}{middle / nothing:>13.1f}{size / 1000:>7.0f}{over}"
        )


if __name__ == "__main__":
    main()
