"""The real PostgreSQL and Redis the tests run on: the embedded ones, in a folder of their own under var/test/.

So `make test` and `make run` do not meet, and two test runs of one checkout do not either: each takes the first
folder nobody holds. The folders stay, which saves making the cluster again.
"""

import os
import shutil
from pathlib import Path

import redis

from factcheck.local import LocalError, database_url, redis_url
from factcheck.local import services as local_services

BASE_DIR = Path(__file__).resolve().parent.parent


def test_folder() -> Path:
    """Where test runs keep their data: var/test, or below FACTCHECK_VAR."""
    return Path(os.environ.get("FACTCHECK_VAR", BASE_DIR / "var")).absolute() / "test"


class Services:
    """PostgreSQL and Redis of one test run, started."""

    def __init__(self, var: Path, *, postgres: bool = True, redis: bool = True) -> None:
        self.var = var
        self.database_url = database_url(var)
        self.redis_url = redis_url(var)
        self._lock = local_services.lock(var, "a test run")
        self._services = local_services.Services(var, postgres=postgres, redis=redis, durable=False)
        try:
            self._services.start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ends both, gives the folder back, and leaves nothing outside it. May be called twice."""
        self._services.stop()
        shutil.rmtree(self._services.place.elsewhere, ignore_errors=True)
        self._lock.close()

    def stop_redis(self) -> None:
        """Ends Redis; clients are refused from now on."""
        self._services.redis.stop()

    def start_redis(self) -> None:
        """Starts Redis again on the same socket, if it is not running; returns when it answers."""
        if self._services.redis.has_ended():
            self._services.redis.start()


def start_services(var: Path, *, postgres: bool = True, redis: bool = True) -> Services:
    """Starts the services of the folder `var` and waits until they answer.

    Raises LocalError if they cannot start or another run holds the folder.
    """
    return Services(var, postgres=postgres, redis=redis)


def start_in_free_folder(*, postgres: bool = True, redis: bool = True) -> Services:
    """Starts services in the first of var/test/1, 2, ... that no other run holds."""
    for number in range(1, 50):
        try:
            return start_services(test_folder() / str(number), postgres=postgres, redis=redis)
        except local_services.AlreadyRunningError:
            continue
    raise LocalError(f"Fifty test runs at once? Look into {test_folder()}.")


def start_for_this_run() -> Services:
    """Starts what the environment does not name, and sets the environment the settings are read from.

    Must be called before Django's settings are read. A DATABASE_URL or REDIS_URL already set is used as it is.
    """
    given = {name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    started = start_in_free_folder(postgres="DATABASE_URL" not in given, redis="REDIS_URL" not in given)
    if "REDIS_URL" not in given:
        with redis.Redis.from_url(started.redis_url) as client:
            client.flushall()  # Left by the run before.
    (started.var / "static").mkdir(exist_ok=True)  # WhiteNoise warns when it is missing.
    os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or started.database_url
    os.environ["REDIS_URL"] = os.environ.get("REDIS_URL") or started.redis_url
    os.environ["FACTCHECK_ENV_FILE"] = ""
    os.environ["FACTCHECK_VAR"] = str(started.var)
    os.environ["SECRET_KEY"] = "only-for-the-tests-" + "0" * 40
    os.environ["SITE_URL"] = "http://testserver"
    os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
    # What a killed worker held is free again after seconds, so that tests of kills need not wait for half a minute.
    os.environ["JOB_LEASE_SECONDS"] = "3"
    os.environ["JOB_SWEEP_SECONDS"] = "1"
    return started
