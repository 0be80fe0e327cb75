"""How fast the queue answers with 10,000 claims: as a list, filtered, with saved views, and as a board.

Run it beside a running product (make run), with the same variables:
FACTCHECK_VAR=var PORT=8000 .venv/bin/python benchmarks/queue_pages.py [claims]

The claims are made in one transaction that is taken back at the end. Each page is asked for in this process, through
all of Django. "cpu" is this process's own time for one page, which a busy machine changes least; the last column is how
many times that is the time of a page of the desk with nothing in it.
"""

import os
import statistics
import sys
import time
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402

from claims.actions.saved_view import save_view  # noqa: E402
from claims.models import User  # noqa: E402
from factcheck import urls  # noqa: E402
from tests.many_claims import make_claims  # noqa: E402

ROUNDS = 20
PAGES = {
    "a bare page of the desk": "/bare/",
    "list, open work": "/desk/claims/?sort=",
    "list, any state, by score": "/desk/claims/?state=any&sort=-score",
    "list, the last page": "/desk/claims/?state=any&page=9999",
    "list, by words": "/desk/claims/?q=hospital&state=any",
    "list, by five filters": "/desk/claims/?state=any&reviewer=me&topic=nobody&publisher=Nordbote&score=50&age=week",
    "board, open work": "/desk/claims/board/?sort=",
    "board, filtered": "/desk/claims/board/?checker=me&priority=3&priority=4&q=crane",
}
VIEWS = (
    "checker=me",
    "due=overdue",
    "priority=4",
    "q=ferry",
    "reviewer=me&state=in_review",
    "score=80&state=suggested",
)


def bare(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/base.html")


def measure(client: Client, address: str) -> tuple[list[float], float]:
    """Milliseconds by the clock, in order, and of this process for one page; without the first three times."""
    times = []
    worked = 0.0
    for number in range(ROUNDS + 3):
        if number == 3:
            worked = time.process_time()
        begun = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            sys.exit(f"{address} answers {answer.status_code}")
    return sorted(times[3:]), (time.process_time() - worked) * 1000 / ROUNDS


def show(client: Client) -> None:
    first = None
    print(f"{'milliseconds':<40}{'p50':>8}{'p95':>8}{'cpu':>8}{'x bare':>8}")
    for name, address in PAGES.items():
        times, worked = measure(client, address)
        middle, high = statistics.median(times), times[int(0.95 * (len(times) - 1))]
        first = first or worked
        print(f"{name:<40}{middle:>8.0f}{high:>8.0f}{worked:>8.1f}{worked / first:>8.1f}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    settings.ALLOWED_HOSTS.append("testserver")
    with_bare = ModuleType("with_bare")
    with_bare.urlpatterns = [path("bare/", bare), *urls.urlpatterns]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = with_bare
    with transaction.atomic():
        editor = User.objects.get(email="editor@example.org")
        people = [editor, *User.objects.exclude(pk=editor.pk).exclude(role="viewer")[:4]]
        make_claims(people, count)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        client = Client()
        client.force_login(editor)
        print(f"{count:,} claims more, no saved views")
        show(client)
        for number, query in enumerate(VIEWS * 2):
            save_view(actor=editor, name=f"Benchmark {number}", query=f"{query}&sort=due", is_shared=number % 2 == 0)
        print(f"\nwith {len(VIEWS) * 2} saved views")
        show(client)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
