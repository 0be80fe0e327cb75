"""What publishing one more check costs when there are many. Run: python benchmarks/publishing.py [--sizes 1000 10000]

Fills a database of its own with published checks, writes the whole site, and at each size publishes new checks and
withdraws old ones: milliseconds and files for each, beside writing and syncing one empty page in the same folder.
100,000 checks take some minutes and two gigabytes of the disk (--folder says where; it is removed afterwards).
"""

import argparse
import dataclasses
import os
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import start_for_this_run  # noqa: E402

TRIES = 40
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
# Published checks of one article, whose annotated page is written with each of them.
PER_ARTICLE = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--folder", type=Path, default=None)
    options = parser.parse_args()
    services = start_for_this_run()
    folder = Path(tempfile.mkdtemp(prefix="public-", dir=options.folder))
    try:
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        backend = "django.core.files.storage.FileSystemStorage"
        settings.STORAGES["public"] = {"BACKEND": backend, "OPTIONS": {"location": folder}}
        connection.creation.create_test_db(verbosity=0)
        try:
            measure(options.sizes, folder)
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    finally:
        shutil.rmtree(folder)
        services.stop()


def measure(sizes: list[int], folder: Path) -> None:
    from django.core.files.storage import storages

    from claims.actions import site
    from claims.models import Claim
    from claims.publishing import writer

    checks = Checks()
    print("published            whole site               one more, ms  withdrawing an old one  one empty file")
    first = 0.0
    for size in sizes:
        checks.publish_up_to(size)
        began = time.perf_counter()
        files = site.write_site()
        whole = time.perf_counter() - began
        new = [timed(site.write_claim, claim) for claim in checks.publish_up_to(size + TRIES)]
        old = [
            timed(site.write_claim, checks.withdraw(claim))
            for claim in Claim.objects.filter(is_public=True).order_by("?")[:TRIES]
        ]
        bare = [
            timed(writer.write, storages["public"], f"bare/{size}-{number}/index.html", "x") for number in range(TRIES)
        ]
        middle = [statistics.median(taken for taken, _count in runs) * 1000 for runs in (new, old, bare)]
        most = [max(count for _taken, count in runs) for runs in (new, old)]
        first = first or middle[0]
        print(
            f"{size:>9} {whole:>8.1f} s {files / whole:>6.0f} files/s {middle[0]:>7.1f} (x{middle[0] / first:4.2f},"
            f" {most[0]:>2} files) {middle[1]:>13.1f} ({most[1]:>2} files) {middle[2]:>12.1f} ms"
        )


def timed(work, *arguments) -> tuple[float, int]:  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    changed = work(*arguments)
    return time.perf_counter() - began, len(changed)


class Checks:
    """Published checks without the way that led to them: rows are copied from one that the actions published."""

    def __init__(self) -> None:
        from claims.models import Snapshot, User
        from tests.publishing.samples import HARBOUR

        self.pattern = HARBOUR
        self.editor = User.objects.create_user(username="ed", email="ed@example.org", role="editor")
        self.checker = User.objects.create_user(username="mara", email="mara@example.org", role="checker")
        self.snapshots: dict[int, Snapshot] = {}
        self.count = 0

    def publish_up_to(self, size: int) -> list:  # type: ignore[type-arg]
        """Publish more until there are `size`; returns the new ones."""
        from claims.models import Claim, PublicRevision, Rating, Revision

        made = []
        rating = Rating.objects.filter(scale__is_current=True).first()
        while self.count < size:
            numbers = range(self.count, min(size, self.count + 1000))
            claims = Claim.objects.bulk_create(self._claim(number) for number in numbers)
            revisions = Revision.objects.bulk_create(
                Revision(
                    claim=claim,
                    number=1,
                    author=self.checker,
                    author_ids=[self.checker.pk],
                    rating=rating,
                    summary="s",
                    explanation="e",
                    evidence=[],
                )
                for claim in claims
            )
            PublicRevision.objects.bulk_create(
                PublicRevision(
                    claim=claim,
                    number=1,
                    revision=revision,
                    change="first",
                    published_by=self.editor,
                    published_at=FIRST_DAY + timedelta(minutes=number),
                    content=self._content(claim, number),
                )
                for number, claim, revision in zip(numbers, claims, revisions, strict=True)
            )
            made += claims
            self.count += len(claims)
        return made

    def withdraw(self, claim):  # type: ignore[no-untyped-def]
        from claims.models import PublicRevision
        from claims.publishing.content import Check
        from claims.publishing.content import PublicRevision as Shown

        first = claim.public_revisions.get()
        now = datetime.now(UTC)
        check = Check.from_json(first.content)
        check = dataclasses.replace(check, revisions=(*check.revisions, Shown(2, "withdrawn", now, "Wrong.")))
        PublicRevision.objects.create(
            claim=claim,
            number=2,
            revision=first.revision,
            change="withdrawn",
            reason="Wrong.",
            published_by=self.editor,
            published_at=now,
            content=check.to_json(),
        )
        type(claim).objects.filter(pk=claim.pk).update(state="withdrawn", is_public=False)
        return claim

    def _snapshot(self, number: int):  # type: ignore[no-untyped-def]
        """The text of an article with the claims of its number."""
        from claims.actions.article import import_article

        if number not in self.snapshots:
            claims = range(number * PER_ARTICLE, (number + 1) * PER_ARTICLE)
            words = " ".join(f"claim{claim:06}" for claim in claims)
            article = import_article(actor=self.editor, title="Many claims", text=words)
            article.slug = f"many-claims-{number}"
            article.save(update_fields=["slug"])
            self.snapshots[number] = article.current_snapshot
        return self.snapshots[number]

    def _claim(self, number: int):  # type: ignore[no-untyped-def]
        from django.utils import timezone

        from claims.models import Claim

        snapshot = self._snapshot(number // PER_ARTICLE)
        start = number % PER_ARTICLE * 12
        return Claim(
            article=snapshot.article,
            snapshot=snapshot,
            start=start,
            end=start + 11,
            quote=f"claim{number:06}",
            state="published",
            state_changed_at=timezone.now(),
            checker=self.checker,
            slug=f"claim-{number:06}",
            is_public=True,
        )

    def _content(self, claim, number: int) -> dict:  # type: ignore[type-arg, no-untyped-def]
        moment = FIRST_DAY + timedelta(minutes=number)
        (shown,) = self.pattern.revisions
        check = dataclasses.replace(
            self.pattern, slug=claim.slug, revisions=(dataclasses.replace(shown, published_at=moment),)
        )
        return check.to_json()


if __name__ == "__main__":
    os.environ.setdefault("FACTCHECK_VAR", tempfile.gettempdir())
    main()
