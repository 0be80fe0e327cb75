"""What opens something for whoever has it stands in no log."""

from __future__ import annotations

import datetime
import logging
import logging.config
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from gunicorn.config import Config

from factcheck.logs import GunicornLog, HideSecrets

SECRET = "hq4TnW0zKf1mX9"
PATHS = [
    f"/take-part/receipt/{SECRET}",
    f"/take-part/receipt/{SECRET}?mailed={SECRET}",
    f"/accounts/password/reset/key/3-{SECRET}/",
]


@pytest.mark.parametrize("path", PATHS)
def test_the_access_log_tells_neither_the_address_nor_where_it_led(path: str):
    bare, _mark, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": path,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": bare,
        "QUERY_STRING": query,
        "HTTP_REFERER": f"https://facts.example{path}",
    }
    config = Config()
    atoms = GunicornLog(config).atoms(
        SimpleNamespace(status="200 OK", headers=[]), [], environ, datetime.timedelta(milliseconds=3)
    )
    line = str(config.access_log_format) % atoms
    assert f'"GET {bare.partition(SECRET)[0].removesuffix("3-")}[hidden]' in line
    assert SECRET not in line


@contextmanager
def as_configured() -> Iterator[None]:
    """The loggers as settings.py has them. pytest listens to each, and so would hide what Python does where nobody
    listens."""
    loggers = [logging.getLogger(), *map(logging.getLogger, settings.LOGGING["loggers"])]
    kept = [logger.handlers[:] for logger in loggers]
    logging.config.dictConfig(settings.LOGGING)
    for logger in loggers:
        logger.handlers[:] = [one for one in logger.handlers if type(one).__module__ == "logging"]
    try:
        yield
    finally:
        for logger, handlers in zip(loggers, kept, strict=True):
            logger.handlers[:] = handlers


@pytest.mark.parametrize("path", PATHS)
def test_what_went_wrong_there_is_logged_without_it(path: str, capsys: pytest.CaptureFixture[str]):
    with as_configured():
        logging.getLogger("django.request").warning("%s: %s", "Service Unavailable", path)
    told = capsys.readouterr().err
    assert "Service Unavailable" in told
    assert SECRET not in told


def test_other_addresses_are_told_as_they_are():
    atoms = {"REQUEST_METHOD": "GET", "RAW_URI": "/checks/a/?x=1", "SERVER_PROTOCOL": "HTTP/1.1", "PATH_INFO": "/"}
    told = GunicornLog(Config()).atoms(
        SimpleNamespace(status="200", headers=[]), [], atoms, datetime.timedelta(seconds=1)
    )
    assert told["r"] == "GET /checks/a/?x=1 HTTP/1.1"


@pytest.mark.django_db
def test_strangers_do_not_fill_the_log(capsys: pytest.CaptureFixture[str], client: Client):
    fields = "&".join(f"a{at}=x" for at in range(6000))
    with as_configured():
        assert client.get("/", headers={"host": "evil.example"}).status_code == 400
        answer = client.post("/take-part/claim", fields, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "Traceback" not in capsys.readouterr().err


def test_a_wrong_call_of_the_log_stops_nobody():
    record = logging.LogRecord("claims", logging.WARNING, __file__, 1, "%s and %s", ("one",), None)
    assert HideSecrets().filter(record)
