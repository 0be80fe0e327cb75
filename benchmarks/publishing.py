"""What publishing one more check costs when there are many. Run: python benchmarks/publishing.py [--sizes 1000 ...]

For each size a database of its own is filled with published checks (benchmarks/published.py), and then checks are
published, withdrawn and corrected for good, one after another, as the worker does it, the new pictures drawn, and every
file waited for until the disk has it: milliseconds, the most files, bytes and statements. "worked" are the milliseconds
that processors worked for it, the database's too: what else the machine does hardly changes them. Ratios are those of
the medians to the first size.

How the first checks got there is not measured: their rows are written at once, their pages are copies of one page, and
they have no pictures and no archive of list pages. `--whole N` (1000) says at which sizes up to N all is written by
write_site, too: how long that takes, and whether it would have placed and counted all in the same way.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import start_for_this_run  # noqa: E402

TRIES = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--whole", type=int, default=1_000)
    parser.add_argument("--folder", type=Path, default=None, help="where the public folders lie meanwhile")
    options = parser.parse_args()
    services = start_for_this_run()
    try:
        import django

        django.setup()
        from django.db import connection

        connection.creation.create_test_db(verbosity=0)
        empty = connection.settings_dict["NAME"]
        try:
            firsts: dict[str, tuple[float, float]] = {}
            print(
                f"{'published':>9}  {'what':<22}  median  worst  ratio  worked  ratio  files     kB statements",
                flush=True,
            )
            with public_folder(options.folder) as folder:
                for size in options.sizes:
                    with copy_of(empty):
                        measure(size, folder, firsts, is_whole=size <= options.whole)
                    shutil.rmtree(folder)
        finally:
            connection.creation.destroy_test_db(empty, verbosity=0)
    finally:
        services.stop()


@contextmanager
def copy_of(empty: str) -> Iterator[None]:
    """A copy of the database `empty` is the one that is talked to."""
    from django.db import connection

    connection.creation.clone_test_db("measured", verbosity=0)
    connection.close()
    connection.settings_dict["NAME"] = f"{empty}_measured"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = empty
        connection.creation.destroy_test_db(suffix="measured", verbosity=0)


@contextmanager
def public_folder(parent: Path | None) -> Iterator[Path]:
    """The public folder, empty before and after each size."""
    from django.conf import settings

    whole = Path(tempfile.mkdtemp(prefix="public-", dir=parent))
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES["public"] = {"BACKEND": backend, "OPTIONS": {"location": whole / "public"}}
    try:
        yield whole / "public"
    finally:
        shutil.rmtree(whole)


def measure(size: int, folder: Path, firsts: dict[str, tuple[float, float]], *, is_whole: bool) -> None:
    from benchmarks.published import MONTHS, Published
    from claims.actions import site
    from claims.models import Claim

    began = time.perf_counter()
    checks = Published(size)
    checks.write_stand_ins(folder)
    print(f"{size:>9}  (filled in {time.perf_counter() - began:.0f} s)", flush=True)
    if is_whole:
        write_whole(size)
    site.write_claim(checks.one_more())  # What is made once, such as fonts and templates, is made now.
    # Those around the middle of the oldest month, and any of the others.
    start = max(0, size // MONTHS // 2 - TRIES // 2)
    oldest = iter(Claim.objects.order_by("pk")[start : start + TRIES])
    any_of_them = iter(random.Random(9).sample(list(Claim.objects.order_by("pk")[start + TRIES : size]), TRIES))
    ways: list[tuple[str, Callable[[], Claim]]] = [
        ("one more", checks.one_more),
        ("one more, most popular", lambda: checks.one_more(is_popular=True)),
        ("withdrawing any", lambda: checks.change(next(any_of_them), "withdrawn")),
        ("correcting an oldest", lambda: checks.change(next(oldest), "correction")),
    ]
    for name, prepare in ways:
        runs = [one_run(prepare(), folder) for _number in range(TRIES)]
        median = statistics.median(run.taken for run in runs) * 1000
        worked = statistics.median(run.worked for run in runs) * 1000
        first, first_worked = firsts.setdefault(name, (median, worked))
        print(
            f"{size:>9}  {name:<22} {median:>7.0f} {max(run.taken for run in runs) * 1000:>6.0f} x{median / first:5.2f}"
            f" {worked:>7.0f} x{worked / first_worked:5.2f} {max(run.files for run in runs):>6}"
            f" {max(run.size for run in runs) / 1000:>6.0f} {max(run.statements for run in runs):>10}",
            flush=True,
        )


@dataclass(frozen=True)
class Run:
    """What writing the pages of one check cost. `worked` are the seconds of processors, ours and the database's."""

    taken: float
    worked: float
    files: int
    size: int
    statements: int


def one_run(claim: Any, folder: Path) -> Run:
    """Write what publishing that claim changes."""
    from django.db import connection, transaction

    from claims.actions import site

    statements = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*arguments)

    worked, began = seconds_worked(), time.perf_counter()
    with connection.execute_wrapper(count), transaction.atomic():
        changed = site.write_claim(claim)
    taken = time.perf_counter() - began
    found = [folder / name for name in changed]
    written = sum(file.stat().st_size for file in found if file.exists())
    return Run(taken, seconds_worked() - worked, len(changed), written, statements)


def seconds_worked() -> float:
    """Seconds that processors have worked for this process and for the database's that serves it (Linux)."""
    from django.db import connection

    connection.ensure_connection()
    found = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    database = int(found.read_text().split()[0]) / 1e9 if found.exists() else 0
    return time.process_time() + database


def write_whole(size: int) -> None:
    from claims.actions import site
    from claims.models import Placement, PublicList, Tally

    def counted() -> list[object]:
        return [
            sorted(Placement.objects.values_list("listing", "number", "claim", "rating", "is_shown")),
            sorted(PublicList.objects.filter(checks__gt=0).values_list("key", "checks", "initials")),
            sorted(Tally.objects.values_list("public_list__key", "rating", "checks")),
        ]

    before = counted()
    began = time.perf_counter()
    files = site.write_site()
    taken = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>9}  (write_site: {taken:.0f} s, {files} files, {taken / size * 1000:.0f} s per 1,000 checks,"
        f" {memory:.0f} MB at most)",
        flush=True,
    )
    if counted() != before:
        raise SystemExit("the rows that were filled in are not those that publishing leaves")


if __name__ == "__main__":
    os.environ.setdefault("FACTCHECK_VAR", tempfile.gettempdir())
    main()
