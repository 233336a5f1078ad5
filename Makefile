# Needs Python 3.11, 3.12 or 3.13 and make, nothing else. 'make help' lists what it does.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell \
	$(name) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
LOCKED := .venv/locked
INSTALLED := .venv/installed
BENCH_INSTALLED := .venv/bench-installed
OLDER_CLIENT := .clients/duckdb-1.4

.DEFAULT_GOAL := help
.PHONY: help install build test check lint format bench soak lock clean

help:  ## List the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

install: $(INSTALLED)  ## Make .venv with the locked packages

$(LOCKED): requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed: none was found. Name one: make PYTHON=/path/to/python"; exit 2; }
	@echo "Installing the locked packages in .venv (about a minute, once)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(INSTALLED): $(LOCKED) pyproject.toml
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(BENCH_INSTALLED): $(INSTALLED) requirements-bench.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements-bench.lock
	@touch $@

$(OLDER_CLIENT): $(LOCKED) requirements-clients.lock
	@rm -rf $@
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes --no-deps --target $@ -r requirements-clients.lock
	@touch $@

build: $(INSTALLED)  ## Build and publish the demo company to state/segments.duckdb
	@$(BIN)/klantcentraal refresh

test: check $(OLDER_CLIENT)  ## Run every check and every test; the summary comes last
	@$(BIN)/pytest --numprocesses auto --dist loadfile

check: $(INSTALLED)  ## Run the linters and the architecture tests, offline, for both sources
	@$(BIN)/python tools/check.py

lint: $(INSTALLED)  ## Run only the Python linters (seconds)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: $(INSTALLED)  ## Format Python and SQL files in place
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format --quiet
	@mkdir -p target/check/format
	@KLANTCENTRAAL_STATE=target/check/format $(BIN)/sqlfluff format --disable-progress-bar models tests/data

bench: $(BENCH_INSTALLED)  ## Measure on generated volume: ratios of time and memory
	@$(BIN)/python -m benchmarks.bench

soak: $(INSTALLED)  ## Refresh night after night on growing data
	@$(BIN)/python -m benchmarks.soak

lock:  ## Renew the lock files from pyproject.toml
	@tools/lock

clean:  ## Remove everything that was built, .venv included; state/ stays
	@rm -rf .venv .clients .mypy_cache .pytest_cache .ruff_cache .hypothesis build logs target src/*.egg-info
	@find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
