"""The product's own processes (web, worker, scheduler): how each is started, by `make run` and by the browser tests."""

import http.client
import subprocess
import sys
from pathlib import Path

from factcheck.local.place import LocalError, Place
from factcheck.local.processes import Child, spawn, stop_signals_held, tail, wait_until

BASE_DIR = Path(__file__).resolve().parent.parent.parent


class Program(Child):
    """One process of the product. `start()` returns at once."""

    def __init__(self, place: Place, name: str, command: list[str], *, seconds: float, **environment: str) -> None:
        """`seconds` is how long it may take to end when asked; `environment` is added to ours."""
        super().__init__(name, place.logs / f"{name}.log")
        self.place = place
        self.command = [sys.executable, "-m", *command]
        self.seconds = seconds
        self.environment = {"FACTCHECK_VAR": str(place.var), **environment}

    def start(self) -> None:
        self.spawn(self.command, cwd=BASE_DIR, mark=self.place.var, environment=self.environment)


def web(place: Place, port: int, *, workers: int = 2) -> Program:
    """gunicorn on the loopback address."""
    command = ["gunicorn", "factcheck.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    command += ["--worker-class", "gthread", "--workers", str(workers), "--threads", "8", "--preload"]
    command += ["--timeout", "60", "--graceful-timeout", "8", "--access-logfile", "-"]
    command += ["--logger-class", "factcheck.logs.GunicornLog"]
    return Program(place, "web", command, seconds=12, PORT=str(port))


def worker(place: Place, port: int) -> Program:
    """The Celery worker. It is alone with its Redis, so it does not look for other workers when it starts."""
    command = ["celery", "-A", "factcheck", "worker", "--loglevel", "INFO", "--concurrency", "2"]
    command += ["--without-gossip", "--without-mingle"]
    # With this a SIGTERM starts Celery's soft shutdown: running tasks get their time, then go back to the queue.
    return Program(place, "worker", command, seconds=15, PORT=str(port), REMAP_SIGTERM="SIGQUIT")


def scheduler(place: Place, port: int) -> Program:
    """Celery beat. Without a pid file: a stale one would keep it from starting after a crash."""
    command = ["celery", "-A", "factcheck", "beat", "--loglevel", "INFO", "--pidfile", ""]
    command += ["--schedule", str(place.var / "celerybeat-schedule")]
    return Program(place, "scheduler", command, seconds=5, PORT=str(port))


def prepare(place: Place, port: int) -> str:
    """Brings the database and the files up to date; the text it returns is for the person who started us.

    Raises LocalError with the last line of its log if a step fails.
    """
    log = place.logs / "prepare.log"
    log.unlink(missing_ok=True)
    process = None
    try:
        with stop_signals_held():
            process = spawn(
                [sys.executable, "-m", "factcheck.local.prepare"],
                log=log,
                cwd=BASE_DIR,
                mark=place.var,
                environment={"FACTCHECK_VAR": str(place.var), "PORT": str(port)},
                stdout=subprocess.PIPE,
            )
        text, _ = process.communicate()
    except BaseException:
        if process:
            process.kill()
            process.wait()
        raise
    if process.returncode:
        raise LocalError(f"Preparing the database failed: {tail(log)} (all of it: {log})")
    return text.decode()


def wait_for_web(program: Program, port: int) -> None:
    """Returns when the web process answers a request. Raises LocalError if it ends or stays silent."""
    if not wait_until(lambda: program.has_ended() or _answers(port), seconds=60) or program.has_ended():
        raise LocalError(f"The web process did not start: {tail(program.log)} (all of it: {program.log})")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
