# `make run` and `make test` need nothing but this Makefile, Python 3.11 and a network; see README.md.

PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13; do command -v $$name && break; done)
SETUP = $(if $(PYTHON),$(PYTHON) -I factcheck/local/bootstrap.py,echo "Python 3.11 is needed: apt-get install python3" && exit 1;)

# Where Python is told to keep no bytecode, each of the many processes of a test run would compile the product anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-screens test-judges screenshots messages lint clean

help:
	@echo "make run           start everything on http://127.0.0.1:8000/ (PORT=8080 changes the port; Ctrl-C stops it)"
	@echo "make test          run all tests, the browser's included"
	@echo "make test-screens  look at every screen with axe, in every width and scheme (about ten minutes)"
	@echo "make test-judges   ask the Nu HTML checker and Lighthouse about the readers' pages (needs Node.js and Java)"
	@echo "make screenshots   take a picture of every screen, in every width and scheme, into var/screenshots"
	@echo "make messages      bring claims/locale up to date, after a text of the interface was added or changed"
	@echo "make lint          run the linter, the formatter's check and the type checker"
	@echo "make clean         remove .venv and all caches; the data in var/ stays"

run:
	@$(SETUP) run
	@exec .venv/bin/python -m factcheck.local run

test:
	@$(SETUP) test
	@exec .venv/bin/python -m pytest -n 2

test-screens:
	@$(SETUP) test
	@exec .venv/bin/python -m pytest -m screens -s tests/journeys/test_accessibility.py

test-judges:
	@$(SETUP) test
	@exec .venv/bin/python -m pytest -m judges -s tests/sample/test_judges.py

screenshots:
	@$(SETUP) test
	@exec .venv/bin/python -m tests.journeys.screenshots $(WHAT)

messages:
	@$(SETUP) test
	@.venv/bin/python -m factcheck.messages

lint:
	@$(SETUP) test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

clean:
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis var/test var/static
	@find . -name __pycache__ -type d -not -path "./var/*" -prune -exec rm -rf {} +
