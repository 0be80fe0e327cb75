"""The public folder is whole at any moment, and only what changed is written."""

import os
import re
import signal
import stat
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from claims.publishing import index_pages, lists, pages, share, writer
from claims.publishing.paging import archive_page, front
from claims.publishing.summaries import CheckSummary
from tests.publishing.samples import CORRECTED, EVERY, HARBOUR, HOSTILE, NEWSROOM, STANDING, WITHDRAWN

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["folder", "other storage"])
def storage(request, tmp_path):
    return FileSystemStorage(location=tmp_path / "public") if request.param == "folder" else InMemoryStorage()


@pytest.fixture
def folder(tmp_path):
    return FileSystemStorage(location=tmp_path / "public")


def names(storage, folder=""):
    folders, files = storage.listdir(folder)
    inside = [name for one in folders for name in names(storage, f"{folder}{one}/")]
    return sorted([f"{folder}{name}" for name in files] + inside)


def publish(storage, checks=(HARBOUR,), corrections=(CORRECTED, HOSTILE, WITHDRAWN)):
    """The check's page, the front page, and the corrections page of a small site."""
    changed = [name for check in checks for name in writer.write_page(check=check, storage=storage)]
    only = front(len(STANDING), 20)
    changed += writer.write_list_page(
        lists.listing_of(lists.CHECKS), only, newsroom=NEWSROOM, checks=STANDING, storage=storage
    )
    changed += writer.write_list_page(
        lists.listing_of(lists.CORRECTIONS), only, newsroom=NEWSROOM, checks=corrections, storage=storage
    )
    changed += writer.write_at(index_pages.TOPICS, index_pages.render_topics(NEWSROOM, []), storage)
    changed += writer.write_at(index_pages.MONTHS, index_pages.render_months(NEWSROOM, []), storage)
    changed += writer.write_at(index_pages.SPEAKERS, index_pages.render_speakers(NEWSROOM, "", []), storage)
    return changed + writer.write_fixed(newsroom=NEWSROOM, storage=storage)


def test_publishing_writes_the_page_and_the_lists(storage):
    changed = publish(storage)
    css, check_css, card_css, mark = (name for name in changed if name.startswith("assets/"))
    assert re.fullmatch(r"assets/public\.[0-9a-f]{12}\.css", css)
    assert re.fullmatch(r"assets/check\.[0-9a-f]{12}\.css", check_css)
    assert changed == [
        css,
        check_css,
        card_css,
        mark,
        share.name_of(HARBOUR),
        f"checks/{HARBOUR.slug}/index.html",
        f"checks/{HARBOUR.slug}/card/index.html",
        f"checks/{HARBOUR.slug}/oembed.json",
        "index.html",
        "corrections/index.html",
        "topics/index.html",
        "months/index.html",
        "speakers/index.html",
        "search/index.html",
        "search/away.html",
        "take-part/claim/index.html",
        "take-part/challenge/index.html",
        "404.html",
    ]
    assert names(storage) == sorted(changed)
    summaries = [CheckSummary.of(check) for check in STANDING]
    assert writer.read(storage, "index.html").decode() == pages.render_home(NEWSROOM, summaries)


def test_every_link_within_the_site_finds_its_file(storage):
    publish(storage, EVERY)
    for check in EVERY:
        versions = [replace(check, revisions=check.revisions[: number + 1]) for number in range(len(check.revisions))]
        if len(versions) > 1:
            writer.write_history(versions=versions, storage=storage)
    have = set(names(storage))
    for name in have:
        if name.endswith(".html"):
            # The forms are answered by the web process; what machines read besides is written by actions/machines.py.
            for link in re.findall(
                r'(?:href|src)="/(?!feeds/|claimreview/|take-part/)([^"]*)"', writer.read(storage, name).decode()
            ):
                assert (f"{link}index.html" if not link or link.endswith("/") else link) in have, (name, link)


def test_what_is_as_it_should_be_is_not_written_again(storage):
    publish(storage)
    assert publish(storage) == []


def test_withdrawing_replaces_the_page(storage):
    before = replace(WITHDRAWN, revisions=WITHDRAWN.revisions[:1])
    publish(storage, [before])
    folder = f"checks/{WITHDRAWN.slug}"
    assert writer.write_page(check=WITHDRAWN, storage=storage) == [
        f"{folder}/index.html",
        f"{folder}/card/index.html",
        f"{folder}/oembed.json",
        share.name_of(before),
    ]
    for name in names(storage):
        assert not share.is_picture(name)
        assert WITHDRAWN.summary not in writer.read(storage, name).decode()


def test_a_page_of_the_archive_has_an_address_of_its_own(storage):
    page = archive_page(2, 70, 20)
    written = [
        writer.write_list_page(lists.listing_of(key), page, newsroom=NEWSROOM, checks=[CORRECTED], storage=storage)
        for key in ("checks", "corrections", "topic/health", "speaker/jonas-ekdal", "month/2026-09")
    ]
    assert written == [
        ["page/2/index.html"],
        ["corrections/page/2/index.html"],
        ["topics/health/page/2/index.html"],
        ["speakers/jonas-ekdal/page/2/index.html"],
        ["months/2026-09/page/2/index.html"],
    ]


def test_a_new_stylesheet_leaves_the_old_one_to_the_old_pages(storage, monkeypatch):
    publish(storage)
    old = writer.assets.stylesheet()
    new = replace(old, name="assets/public.000000000000.css", content=b"body{}")
    monkeypatch.setattr(writer.assets, "stylesheet", lambda: new)
    publish(storage)
    assert {old.name, new.name} <= set(names(storage))
    assert new.url in writer.read(storage, "index.html").decode()


def test_files_are_readable_by_a_web_server(folder):
    publish(folder)
    assert stat.S_IMODE(Path(folder.path("index.html")).stat().st_mode) == 0o644


def test_a_storage_that_insists_on_other_names_is_refused():
    class Stubborn(InMemoryStorage):
        def get_available_name(self, name, max_length=None):
            return f"copy-of-{name}"

    with pytest.raises(OSError, match="set it to overwrite files"):
        writer.write(Stubborn(), "index.html", "x")


@pytest.mark.parametrize("moment", ["writing", "os.fsync", "before the rename"])
def test_an_error_leaves_the_old_file_and_no_part(folder, monkeypatch, moment):
    writer.write(folder, "index.html", "old")

    def fail(*_args, **_kwargs):
        raise OSError("disk full")

    if moment == "writing":
        monkeypatch.setattr(writer.os, "fchmod", fail)
    elif moment == "os.fsync":
        monkeypatch.setattr(writer.os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        writer.write(folder, "index.html", "new")
    monkeypatch.undo()
    assert writer.read(folder, "index.html") == b"old"
    assert names(folder) == ["index.html"]


KILLED = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    import django
    django.setup()
    from django.core.files.storage import FileSystemStorage
    from claims.publishing import writer
    Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    writer.write(FileSystemStorage(location=sys.argv[1]), "index.html", "new" * 100_000)
    """
)


def test_a_writer_killed_before_the_rename_leaves_the_old_page(folder):
    writer.write(folder, "index.html", "old")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder.base_location)], cwd=REPOSITORY, env=environment, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert writer.read(folder, "index.html") == b"old"
    (part,) = [name for name in names(folder) if name != "index.html"]
    assert part.startswith(".")
    assert part.endswith(".part")

    # A living writer's part is left alone; one that nobody can be writing any more is swept.
    writer.write(folder, "index.html", "newer")
    assert part in names(folder)
    old = time.time() - writer.STALE_PART_SECONDS - 1
    os.utime(folder.path(part), (old, old))
    writer.write(folder, "index.html", "newest")
    assert names(folder) == ["index.html"]


def test_readers_never_see_a_half_written_page(folder):
    """One process writes two pages in turn while this one reads: each reading is the one or the other, whole."""
    script = textwrap.dedent(
        """
        import sys
        import django
        django.setup()
        from django.core.files.storage import FileSystemStorage
        from claims.publishing import writer
        storage = FileSystemStorage(location=sys.argv[1])
        for turn in range(100):
            writer.write(storage, "index.html", "ab"[turn % 2] * 200_000)
        """
    )
    writer.write(folder, "index.html", "b" * 200_000)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder.base_location)], cwd=REPOSITORY, env=environment
    ) as process:
        seen = set()
        while process.poll() is None:
            seen.add(writer.read(folder, "index.html"))
    assert process.returncode == 0
    assert seen <= {b"a" * 200_000, b"b" * 200_000}
    assert len(seen) == 2
