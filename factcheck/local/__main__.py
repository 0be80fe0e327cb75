"""`python -m factcheck.local services`: starts the embedded PostgreSQL and Redis and keeps them until Ctrl-C."""

import os
import signal
import sys
from pathlib import Path

from factcheck.local import LocalError, database_url, redis_url
from factcheck.local.services import Services, lock

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def run_services(var: Path) -> None:
    held = lock(var, f"the services of {var}")
    services = Services(var)
    try:
        services.start()
        for remark in services.place.remarks():
            print(remark)
        print(f"DATABASE_URL={database_url(var)}\nREDIS_URL={redis_url(var)}\nCtrl-C stops them.", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    finally:
        services.stop()
        held.close()


def main() -> int:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        run_services(Path(os.environ.get("FACTCHECK_VAR", BASE_DIR / "var")))
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
