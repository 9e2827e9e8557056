# opaq: `make demo` sets up and runs the main job; `make test` sets up and runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
# Starting is a feature: compiled modules are kept, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check format bench completions clean

help:            ## what can be made
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e . 2>&1 | grep -v '^WARNING: Location' || true
	@$(BIN)/python -c 'import opaq'
	@touch $@

$(VENV)/.dev: $(STAMP) tests/requirements.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r tests/requirements.txt 2>&1 | grep -v '^WARNING: Location' || true
	@$(BIN)/python -c 'import pytest, hypothesis, mypy, importlinter'
	@touch $@

demo: $(STAMP)   ## set up, make a sample database, run three masked queries, verify the chain
	@$(BIN)/opaq demo

test: $(VENV)/.dev   ## set up everything and run every test
	@$(BIN)/python tests/servers.py --prepare
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/.dev  ## ruff, format, mypy --strict, import contracts
	@$(BIN)/ruff check cli tests bench docs
	@$(BIN)/ruff format --check cli tests bench docs
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.dev ## put the code into shape
	@$(BIN)/ruff check --fix -q cli tests bench
	@$(BIN)/ruff format -q cli tests bench

$(VENV)/peers/.ready:
	@$(PYTHON) -m venv $(VENV)/peers
	@$(VENV)/peers/bin/python -m pip install -q --disable-pip-version-check maskguard==1.0.3 dbveil==0.2.0 2>&1 | grep -v '^WARNING: Location' || true
	@touch $@

bench: $(VENV)/.dev $(VENV)/peers/.ready  ## measure against the peers on this machine (ROWS=1000000)
	@$(BIN)/python bench/run.py --rows $(or $(ROWS),1000000)

completions: $(STAMP) ## regenerate completions/ and the man page
	@$(BIN)/python -m opaq completion --write completions

clean:           ## remove what was made here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
