"""`python -m factcheck.local run` starts the whole product, `... services` only PostgreSQL and Redis.

`... addresses` prints where PostgreSQL and Redis are, for psql, pg_dump and the like.
"""

import argparse
import contextlib
import os
import signal
import sys

from django.core.exceptions import ImproperlyConfigured
from environs import EnvError

from factcheck.local import LocalError, database_url, redis_url
from factcheck.local.services import Services, lock
from factcheck.local.supervisor import Supervisor, say


def run() -> None:
    """Runs the product until Ctrl-C."""
    port_from_environment()  # Before the settings refuse a bad one in other words.
    os.environ["FACTCHECK_OWN_REDIS"] = "true"  # Here an unset REDIS_URL means ours, also beside a given database.
    from factcheck import settings

    # environs has put what .env says into the environment by now.
    own_postgres, own_redis = not os.environ.get("DATABASE_URL"), not os.environ.get("REDIS_URL")
    Supervisor(settings.VAR_DIR, port_from_environment(), own_postgres=own_postgres, own_redis=own_redis).run()


def run_services() -> None:
    """Runs the two stores until Ctrl-C, for developing with `manage.py runserver` and a worker of one's own."""
    from factcheck.settings import VAR_DIR

    # Blocked, the signals wait for sigwait() below; children get them unblocked.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    services = Services(VAR_DIR)
    with contextlib.closing(lock(VAR_DIR, f"PostgreSQL and Redis of {VAR_DIR}")):
        try:
            services.start()
            for remark in services.place.remarks():
                say(remark)
            print_addresses()
            say("Ctrl-C stops them.")
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
        finally:
            services.stop()


def print_addresses() -> None:
    """Prints DATABASE_URL and REDIS_URL of the embedded services, a line each."""
    from factcheck.settings import VAR_DIR

    say(f"DATABASE_URL={database_url(VAR_DIR)}\nREDIS_URL={redis_url(VAR_DIR)}")


def port_from_environment() -> int:
    """PORT, 8000 by default. Raises LocalError."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise LocalError(f"PORT={text} is not a port: use a number from 1 to 65535.")
    return int(text)


COMMANDS = {"run": run, "services": run_services, "addresses": print_addresses}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m factcheck.local", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    try:
        COMMANDS[parser.parse_args().command]()
    except (LocalError, ImproperlyConfigured, EnvError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
