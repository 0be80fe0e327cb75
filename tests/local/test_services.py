"""The embedded PostgreSQL and Redis: real ones, kept between runs, started again after anything."""

import contextlib
import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import redis

from factcheck.local import LocalError, database_url, place_for, redis_url
from factcheck.local.place import SOCKET_PATH_LIMIT
from factcheck.local.processes import with_working_folder
from factcheck.local.services import Services, lock
from tests.local.conftest import needs_root

Start = Callable[[Path], Services]
NewVar = Callable[..., Path]


def query(var: Path, statement: str, **changes: Any) -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(database_url(var), **changes)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_was_stored_is_there_at_the_next_start(new_var: NewVar, start: Start) -> None:
    var = new_var("kept")
    stores = start(var)
    query(var, "CREATE TABLE kept AS SELECT 'żółć' AS word")
    with redis.Redis.from_url(redis_url(var)) as client:
        client.set("kept", "yes")
    stores.stop()
    assert not with_working_folder(stores.place.postgres)
    assert not list(stores.place.sockets.iterdir())

    start(var)
    assert query(var, "SELECT word FROM kept") == [("żółć",)]
    with redis.Redis.from_url(redis_url(var)) as client:
        assert client.get("kept") == b"yes"


def test_they_are_closed_to_others_and_the_same_on_every_machine(new_var: NewVar, start: Start) -> None:
    var = new_var("closed")
    place = start(var).place
    assert query(var, "SHOW listen_addresses") == [("",)]
    assert query(var, "SHOW server_encoding") == [("UTF8",)]
    assert query(var, "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'factcheck'") == [
        ("b", "C.UTF-8")
    ]
    assert query(var, "SELECT DISTINCT auth_method FROM pg_hba_file_rules") == [("scram-sha-256",)]
    assert [mode(folder) for folder in (place.postgres, place.sockets, place.redis, place.logs)] == [0o700] * 4
    assert mode(place.passfile) == 0o600
    with pytest.raises(psycopg2.OperationalError, match="password"):
        query(var, "SELECT 1", password="wrong")
    with redis.Redis.from_url(redis_url(var)) as client:
        assert client.config_get("port") == {"port": "0"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


@pytest.mark.durability
def test_an_orphan_is_ended_and_its_data_taken_over(new_var: NewVar, start: Start) -> None:
    var = new_var("orphan")
    orphan = start(var)
    query(var, "CREATE TABLE kept AS SELECT 1")
    orphan.postgres.process.send_signal(signal.SIGSTOP)  # Even one that does not listen.
    old = {orphan.postgres.process.pid, orphan.redis.process.pid}

    stores = Services(var, durable=False)
    stores.postgres.ending = [(signal.SIGINT, 0.2), (signal.SIGKILL, 10)]
    try:
        stores.start()
        assert query(var, "SELECT * FROM kept") == [(1,)]
        assert {orphan.postgres.process.wait(5), orphan.redis.process.wait(5)} == {-signal.SIGKILL, 0}
        assert not old & (with_working_folder(stores.place.postgres) | with_working_folder(stores.place.redis))
    finally:
        stores.stop()


@pytest.mark.durability
def test_they_start_after_a_kill_that_left_everything_behind(new_var: NewVar, start: Start) -> None:
    var = new_var("killed")
    killed = start(var)
    query(var, "CREATE TABLE kept AS SELECT 1")
    for pid in with_working_folder(killed.place.postgres) | with_working_folder(killed.place.redis):
        with contextlib.suppress(ProcessLookupError):  # PostgreSQL's children leave when they see it gone.
            os.kill(pid, signal.SIGKILL)
    for server in killed.children:
        server.process.wait(5)
    assert len(list(killed.place.sockets.iterdir())) > 1
    # What a restarted container does: the number of the old process is somebody else's now, here ours.
    pidfile = killed.place.postgres / "postmaster.pid"
    pidfile.write_text("\n".join([str(os.getpid()), *pidfile.read_text().splitlines()[1:], ""]))

    start(var)
    assert query(var, "SELECT * FROM kept") == [(1,)]


def test_a_lost_password_is_set_anew(new_var: NewVar, start: Start) -> None:
    var = new_var("password")
    start(var).stop()
    place_for(var).passfile.unlink()
    start(var)
    assert query(var, "SELECT 1") == [(1,)]


def test_a_half_made_cluster_is_made_again(new_var: NewVar, start: Start) -> None:
    var = new_var("half")
    half = place_for(var).home / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    start(var)
    assert query(var, "SELECT 1") == [(1,)]
    assert not half.exists()


def test_the_data_of_another_postgresql_is_left_alone(new_var: NewVar, start: Start) -> None:
    var = new_var("old")
    data = place_for(var).postgres
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    with pytest.raises(LocalError, match="was made by PostgreSQL 16"):
        start(var)
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


def test_a_server_that_does_not_start_is_said_in_one_line(new_var: NewVar, start: Start) -> None:
    var = new_var("broken")
    start(var).stop()
    (place_for(var).postgres / "postgresql.conf").write_text("nonsense = on\n")
    with pytest.raises(LocalError, match=r"^PostgreSQL did not start: .*FATAL: .*configuration file") as refused:
        start(var)
    assert "\n" not in str(refused.value)


def test_a_deep_folder_works(new_var: NewVar, start: Start) -> None:
    var = new_var(*["a-long-name-of-a-folder"] * 10)
    place = start(var).place
    assert query(var, "SELECT 1") == [(1,)]
    assert len(os.fsencode(place.redis_socket)) < SOCKET_PATH_LIMIT
    with redis.Redis.from_url(redis_url(var)) as client:
        assert client.ping()


@needs_root
def test_below_a_closed_folder_the_data_goes_elsewhere_and_nothing_is_opened(new_var: NewVar, start: Start) -> None:
    var = new_var("checkout", "var", closed=True)
    var.parent.mkdir(mode=0o700)
    before = [(folder, mode(folder)) for folder in var.parents]
    place = start(var).place
    assert query(var, "SELECT 1") == [(1,)]
    assert [(folder, mode(folder)) for folder in var.parents] == before
    assert place.home == place.elsewhere
    assert mode(place.elsewhere) == 0o710
    assert mode(place.postgres) == 0o700
    assert place.remarks() == [
        f"The folders above {place.var} are closed to others, so PostgreSQL's data is in {place.postgres}."
    ]


@needs_root
def test_data_put_elsewhere_is_found_when_the_folder_was_opened_later(new_var: NewVar, start: Start) -> None:
    var = new_var("var", closed=True)
    start(var).stop()
    (tmp := var.parent).chmod(0o755)
    place_for.cache_clear()
    assert place_for(var).home == place_for(var).elsewhere, tmp


def test_only_one_holds_the_lock_and_the_other_is_told_by_whom(tmp_path: Path) -> None:
    with (
        lock(tmp_path, "http://127.0.0.1:1/ (here)"),
        pytest.raises(LocalError, match=r"^Already running: http://127\.0\.0\.1:1/ \(here\)$"),
    ):
        lock(tmp_path, "second")
    with lock(tmp_path, "third"):
        assert (tmp_path / "lock").read_text() == "third"
