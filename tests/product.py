"""The whole product as real processes, for what only a browser or a `kill -9` can show, and the browser itself."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE
from typing import Any

import psycopg2
import pytest
from playwright.sync_api import Browser, sync_playwright

from factcheck.local import database_url, place_for, programs
from factcheck.local.bootstrap import find_chromium
from factcheck.local.supervisor import require_free
from tests.services import BASE_DIR, Services

# What conftest.py put into the environment for the test process; the product finds its own.
OF_THE_TEST_PROCESS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "DJANGO_SETTINGS_MODULE", "FACTCHECK_VAR")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Runs what it is sent, a JSON string a line, and answers each with what was printed and what went wrong.
SHELL = """
import contextlib, io, json, sys, traceback
for line in sys.stdin:
    printed, error = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(printed):
            exec(json.loads(line), {})
    except Exception:
        error = traceback.format_exc()
    print(json.dumps([printed.getvalue(), error]), flush=True)
"""


class Product:
    """Web, worker and scheduler on a free port of the loopback, with a PostgreSQL and a Redis of their own.

    It is in the embedded default, started by the functions behind `make run`, so the sample newsroom is loaded.
    """

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = database_url(var)
        self.place = place_for(var)
        self.web = programs.web(self.place, self.port)
        self.worker = programs.worker(self.place, self.port)
        self.scheduler = programs.scheduler(self.place, self.port)
        self.services = Services(var)
        self._shell: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Returns when the web process answers."""
        with environment_of_the_product():
            programs.prepare(self.place, self.port)
        self.start_worker()
        with environment_of_the_product():
            self.scheduler.start()
        self.start_web()

    def stop(self) -> None:
        """Ends all of it at once: nothing waits for what is under way, because nobody looks at it any more."""
        for program in (self.web, self.scheduler, self.worker):
            program.kill()
        if self._shell is not None:
            self._shell.communicate()  # It ends with its input.
        self.services.stop()

    def start_web(self) -> None:
        """Returns when it answers."""
        require_free(self.port)
        with environment_of_the_product():
            self.web.start()
        programs.wait_for_web(self.web, self.port)

    def kill_web(self) -> None:
        """`kill -9` for gunicorn and its processes."""
        self.web.kill()

    def start_worker(self) -> None:
        """Returns at once; the worker takes a second or two to listen."""
        with environment_of_the_product():
            self.worker.start()

    def kill_worker(self) -> None:
        """`kill -9` for Celery and its pool."""
        self.worker.kill()

    def stop_redis(self) -> None:
        self.services.stop_redis()

    def start_redis(self) -> None:
        self.services.start_redis()

    def sql(self, statement: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Runs one statement in the product's database; the rows, if it has any."""
        connection = psycopg2.connect(self.database_url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement, parameters)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def run(self, script: str) -> list[str]:
        """Runs Python inside the product; the lines it printed. Fails the test if it fails.

        All scripts of a run share one process, which takes seconds to start.
        """
        if self._shell is None:
            command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", SHELL]
            self._shell = subprocess.Popen(
                command, cwd=BASE_DIR, env=self._environment(), stdin=PIPE, stdout=PIPE, text=True
            )
        assert self._shell.stdin
        assert self._shell.stdout
        self._shell.stdin.write(json.dumps(script) + "\n")
        self._shell.stdin.flush()
        printed, error = json.loads(self._shell.stdout.readline())
        assert not error, error
        return printed.splitlines()

    def manage(self, *arguments: str, text: str = "") -> str:
        """Runs `manage.py` on the product with `text` as its input; what it printed. Fails the test if it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=BASE_DIR,
            env=self._environment(),
            input=text,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _environment(self) -> dict[str, str]:
        with environment_of_the_product():
            return {**os.environ, "FACTCHECK_VAR": str(self.var), "PORT": str(self.port)}


@contextlib.contextmanager
def environment_of_the_product() -> Iterator[None]:
    """The environment as it was before the tests set theirs: what `make run` would see."""
    with pytest.MonkeyPatch.context() as patch:
        for name in OF_THE_TEST_PROCESS:
            patch.delenv(name, raising=False)
        patch.setenv("READERS_FASTEST_SECONDS", "0")  # A browser of the tests is as fast as a program.
        yield


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def running_product(services: Services) -> Iterator[Product]:
    """The product with the sample newsroom in it, freshly made. Shared by all browser tests of a run."""
    var = services.var / "product"
    shutil.rmtree(var, ignore_errors=True)
    product = Product(var)
    try:
        product.start()
        yield product
    finally:
        product.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Open a `browser.new_context()` for each person in a test, and close it."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, which Django's ORM takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()
