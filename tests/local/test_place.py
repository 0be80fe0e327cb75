"""Where things are: computed, never configured, and safe where others can write."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from factcheck import local
from factcheck.local import place
from tests.services import BASE_DIR


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for /var/tmp."""
    monkeypatch.setattr(place, "ELSEWHERE", tmp_path / "shared")
    (tmp_path / "shared").mkdir()
    place.place_for.cache_clear()
    yield tmp_path / "shared"
    place.place_for.cache_clear()


def test_the_addresses_are_computed_without_writing_anything(tmp_path: Path) -> None:
    var = tmp_path / "var"
    assert local.database_url(var).startswith("postgresql://factcheck@/factcheck?host=")
    assert local.redis_url(var).startswith("unix:///")
    assert not var.exists()


def test_the_addresses_are_the_same_however_the_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert local.database_url(Path("var")) == local.database_url(tmp_path / "link" / "var")


def test_a_folder_with_odd_characters_stays_readable_to_libpq(tmp_path: Path) -> None:
    var = tmp_path / "50% & more?"
    assert quote(str(local.place_for(var).passfile), safe="") in local.database_url(var)


def test_settings_can_compute_them_without_loading_the_drivers() -> None:
    code = "import sys, factcheck.local; print(sorted({'psycopg2', 'redis'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=BASE_DIR, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_sockets_stay_short_below_a_deep_folder(new_var: Callable[..., Path]) -> None:
    deep = local.place_for(new_var(*["a-long-name-of-a-folder"] * 10))
    assert len(os.fsencode(deep.sockets / place.POSTGRES_SOCKET)) <= place.SOCKET_PATH_LIMIT
    assert deep.remarks() != []


@pytest.mark.parametrize("kind", ["symlink", "file", "open folder"])
def test_a_folder_elsewhere_that_is_not_ours_alone_is_refused(shared: Path, tmp_path: Path, kind: str) -> None:
    var = tmp_path.joinpath(*["a-long-name-of-a-folder"] * 10)
    elsewhere = place.place_for(var).elsewhere
    place.place_for.cache_clear()
    if kind == "symlink":
        elsewhere.symlink_to(tmp_path)
    elif kind == "file":
        elsewhere.touch()
    else:
        elsewhere.mkdir()
        elsewhere.chmod(0o777)
    with pytest.raises(local.LocalError, match="not a folder of this account alone"):
        place.place_for(var)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_elsewhere_of_another_account_is_refused(shared: Path, tmp_path: Path) -> None:
    var = tmp_path.joinpath(*["a-long-name-of-a-folder"] * 10)
    elsewhere = place.place_for(var).elsewhere
    place.place_for.cache_clear()
    elsewhere.mkdir(mode=0o700)
    os.chown(elsewhere, 1, 1)
    with pytest.raises(local.LocalError, match="not a folder of this account alone"):
        place.place_for(var)


@pytest.mark.parametrize(
    ("mode", "owner", "group", "bits", "allowed"),
    [
        (0o755, 0, 0, 0o1, True),
        (0o754, 0, 0, 0o1, False),
        (0o710, 0, 99, 0o1, True),
        (0o701, 0, 99, 0o1, False),
        (0o700, 99, 0, 0o1, True),
        (0o077, 99, 0, 0o1, False),
        (0o744, 0, 0, 0o5, False),
    ],
)
def test_permissions_are_read_as_the_kernel_reads_them(
    mode: int, owner: int, group: int, bits: int, allowed: bool
) -> None:
    status = os.stat_result((stat.S_IFDIR | mode, 0, 0, 1, owner, group, 0, 0, 0, 0))
    assert place.allows(place.Account(uid=99, gid=99), status, bits) is allowed


def test_processes_that_race_for_the_secret_key_agree(tmp_path: Path) -> None:
    var = tmp_path / "var"
    code = (
        "import sys, pathlib; from factcheck import local; sys.stdin.readline();"
        "print(local.secret_key(pathlib.Path(sys.argv[1])))"
    )
    racing = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(var)],
            cwd=BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for process in racing:
        process.stdin.write("go\n")
        process.stdin.flush()
    keys = {process.communicate()[0].strip() for process in racing}
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert [path.name for path in var.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((var / "secret_key").stat().st_mode) == 0o600


def test_the_first_of_two_writers_wins(tmp_path: Path) -> None:
    path = tmp_path / "once"
    assert local.create_once(path, "first")
    assert not local.create_once(path, "second")
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]
