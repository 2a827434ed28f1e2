# Everything a newcomer needs: Python >= 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.PHONY: publish test check format expected bench bench-sources bench-identity clean

publish: $(VENV)/ready  ## Build, validate and publish the sample records, and ask them a question
	$(BIN)/kg build data/sources -o out --workers $(WORKERS)
	$(BIN)/kg query declined-proposals --store out

test: $(VENV)/ready  ## Run the tests
	$(BIN)/pytest

check: $(VENV)/ready  ## Format, lint, types, and which room may import which
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

expected: $(VENV)/ready  ## Rewrite expected files after a change that you meant
	$(BIN)/pytest -q --update-expected

bench: $(VENV)/ready  ## Measure us, beside the peers, in one run
	$(BIN)/python benchmarks/run.py

bench-sources: $(VENV)/ready  ## Measure reading against the answer keys in the sources
	$(BIN)/python benchmarks/sources.py

bench-identity: $(VENV)/ready  ## Measure who is one person, against HistoryAtState's key
	$(BIN)/python benchmarks/identity.py

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Parley needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e . --group dev
	touch $@

clean:
	rm -rf $(VENV) out
