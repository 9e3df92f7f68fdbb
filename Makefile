# Needs python3 (3.11 or newer) and make; everything else is installed below .venv from pinned versions.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
T ?= tests
ARGS ?=

# The tests start the program many times: what Python compiled is kept for the next start.
test test-one: export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help install demo run test test-one check lint type imports spell fmt snapshots screenshots readme bench lock build smoke clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "upl-tui needs Python 3.11 or newer; this is %d.%d. Name another one: make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements.lock pyproject.toml
	$(PIP) install --require-hashes --no-deps -r requirements.lock
	$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run tests/requirements.lock
	$(PIP) install --require-hashes --no-deps -r tests/requirements.lock
	@touch $@

install: $(VENV)/.run ## install what the program needs into .venv

demo: $(VENV)/.run ## open the demo recording (without a terminal: print the main findings)
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/upl-tui demo; \
	else $(BIN)/upl-tui show demo && $(BIN)/upl-tui console demo --filter level:error; fi

run: $(VENV)/.run ## run the program: make run ARGS="list"
	@$(BIN)/upl-tui $(ARGS)

test: $(VENV)/.dev ## run all tests
	$(BIN)/python -m pytest -n auto --dist worksteal $(T)

test-one: $(VENV)/.dev ## run some tests in one process: make test-one T=tests/test_clock.py
	$(BIN)/python -m pytest $(T)

check: lint type imports spell test ## everything that must pass before a commit

lint: $(VENV)/.dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

type: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

imports: $(VENV)/.dev ## import contracts
	$(BIN)/lint-imports --no-cache

spell: $(VENV)/.dev ## codespell
	$(BIN)/codespell upl_tui tests README.md CHANGELOG.md Makefile pyproject.toml

fmt: $(VENV)/.dev ## format and fix
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

snapshots: $(VENV)/.dev ## accept the snapshots as they are now (look at the report first)
	$(BIN)/python -m pytest tests/snapshots --snapshot-update

screenshots: $(VENV)/.dev ## write screenshots/ from the demo
	$(BIN)/python -m tests.screenshots

readme: $(VENV)/.dev ## rewrite the generated tables of the README
	$(BIN)/python -m tests.readme_tables

bench: $(VENV)/.dev ## measure every speed goal with its baseline (QUICK=1: under two minutes)
	$(BIN)/python -m tests.bench $(if $(QUICK),--quick) $(ARGS)

lock: $(VENV)/.dev ## pin the newest versions that pyproject.toml allows
	$(PIP) install uv
	$(BIN)/python -m tests.lock

build: $(VENV)/.dev ## build the wheel
	$(BIN)/python -m hatchling build

smoke: build ## install the wheel alone and run it
	rm -rf $(VENV)/smoke && $(PYTHON) -m venv $(VENV)/smoke
	$(VENV)/smoke/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps -r requirements.lock
	$(VENV)/smoke/bin/python -m pip --disable-pip-version-check --quiet install --no-deps dist/*.whl
	$(VENV)/smoke/bin/upl-tui --version
	$(VENV)/smoke/bin/upl-tui show demo

clean: ## remove what make made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache snapshot_report.html
