# Everything a fresh machine needs: make demo, make test. Python 3.11 or later with venv is the only thing they cannot bring.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
BENCH  ?= ../shared/bench

.PHONY: demo test bench serve check format clean

demo: $(VENV)/.installed ## seeds → content → public
	$(BIN)/sitegen build
	@echo "The site is in public/. Look at it with: make serve"

test: $(VENV)/.installed-dev ## all tests, Chromium included
	@bash .ci/chromium
	$(BIN)/pytest -n auto

serve: $(VENV)/.installed ## preview with live reload
	$(BIN)/sitegen serve

bench: $(VENV)/.installed-dev ## benchmarks, with ratios to the peers that are installed
	$(BIN)/python tests/bench/run.py --bench "$(BENCH)"

check: $(VENV)/.installed-dev ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .sitegen .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sitegen needs Python 3.11 or later: set PYTHON="; exit 1; }
	@bash .ci/venv "$(PYTHON)" "$(VENV)"

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.installed
