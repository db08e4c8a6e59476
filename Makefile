# On Record. On a fresh machine with git, Python 3.11 and make:
#
#   make demo    try it on the example coverage          make test    everything that must hold
#   make docs    build the documentation into site/      make clean   remove what these made

PYTHON ?= $(firstword $(shell command -v python3.11 python3))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
RUN := $(VENV)/.run-installed
DEV := $(VENV)/.dev-installed
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test lint types unit gate docs index changelog picture lock clean

help:
	@sed -n '3,4s/^# *//p' Makefile

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "On Record needs Python 3.11 or newer; none was found." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "On Record needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.11 demo" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Python could not make a virtual environment; on Debian install python3-venv." >&2; exit 1; }

# The stamps hold until a lock changes, so that a second run installs nothing. The locks pin every file by its hash.
$(RUN): requirements/run.lock requirements/build.lock pyproject.toml | $(BIN)/python
	@test -e $(DEV) || { echo "Installing what On Record needs into $(VENV) (once, a minute or two) ..." >&2; \
		$(PIP) install --require-hashes -r requirements/build.lock -r requirements/run.lock; }
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements/all.lock requirements/build.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need into $(VENV) (once, a few minutes) ..." >&2
	@$(PIP) install --require-hashes -r requirements/build.lock -r requirements/all.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(RUN)

demo: $(RUN)
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

test: lint types unit gate

lint: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEV)
	$(BIN)/mypy

unit: $(DEV)
	$(BIN)/python -m pytest -q -n $(WORKERS)

gate: $(DEV)
	$(BIN)/python benchmarks/gate.py

docs: $(DEV)
	$(BIN)/mkdocs build --strict

# The lists in docs/measurements.md and docs/dependencies.md.
index: $(DEV)
	$(BIN)/python docs/gather.py

# Move the fragments of changelog.d into CHANGELOG.md: make changelog VERSION=0.2.0
changelog: $(DEV)
	$(BIN)/python docs/changelog.py $(VERSION)

# The picture in the README: what the demo prints, drawn by rich.
picture: $(DEV)
	$(BIN)/python docs/picture.py

lock: $(DEV)
	@$(PIP) install uv
	$(BIN)/uv pip compile -q pyproject.toml --all-extras --group dev --group browser --generate-hashes \
		--python-version 3.11 -o requirements/all.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra web --extra packages --generate-hashes \
		--python-version 3.11 -c requirements/all.lock -o requirements/run.lock
	$(BIN)/uv pip compile -q requirements/build.in --generate-hashes \
		--python-version 3.11 -c requirements/all.lock -o requirements/build.lock

clean:
	rm -rf $(VENV) demo site dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
