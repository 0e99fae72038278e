# Only Python 3.11 to 3.13, pip and make are assumed: everything else is installed into .venv, as the lock file says.
# Compiled once: a sandboxed process may not write what it has compiled, and would compile TensorFlow at each start.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

# Seconds that a cell of a solution's notebook may take; nbval notices a dead kernel only by this.
CELL_SECONDS ?= 180

PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --durations 25
NBVAL = --nbval-lax --nbval-current-env --nbval-cell-timeout $(CELL_SECONDS)

.PHONY: help setup sandbox browser database demo build test test-all test-data lint format lock bench clean

help:
	@echo "make demo      grade a small cohort on the sample data, from release to feedback"
	@echo "make test      test the grader, and each hidden test by one wrong solution (minutes)"
	@echo "make test-all  what make test leaves out: the other solutions, bad answers, bad submissions, notebooks"
	@echo "make test-data what depends on the data, on real data (CONVNETS_DATA=folder)"
	@echo "make build     release/ and solutions/ from source/"
	@echo "make bench     the lecture-scale runs on real data (long; CONVNETS_DATA=folder)"
	@echo "make lint      check the style; make format fixes it"
	@echo "make lock      renew requirements.lock and convnets/requirements.txt"

setup: .venv/installed

.venv/installed: requirements.lock pyproject.toml convnets/pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; \
	  sys.exit(0 if (3, 11) <= v <= (3, 13) else f"Python 3.11 to 3.13 is needed, this is {v[0]}.{v[1]}: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing what requirements.lock names into .venv (once, some minutes)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable ./convnets --editable .
	@touch $@

# The second layer of the sandbox. Landlock, the first, is part of Linux and needs nothing.
sandbox:
	@if ! command -v bwrap >/dev/null && [ "$$(uname)" = Linux ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing bubblewrap"; apt-get update -qq && apt-get install -y -qq bubblewrap >/dev/null; \
	  else echo "for the second layer of the sandbox: sudo apt-get install bubblewrap"; fi; fi || true

# For tests/browser; on Ubuntu, chromium is a snap, and Google's Chrome does as well.
browser:
	@if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing chromium"; (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium) >/dev/null 2>&1 \
	      || echo "chromium cannot be installed: the tests in a browser are skipped"; \
	  else echo "for the tests in a browser: sudo apt-get install chromium"; fi; fi || true

# For the tests of a gradebook in PostgreSQL, which start a server of their own.
database:
	@if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing postgresql"; (apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql) >/dev/null 2>&1 \
	      || echo "postgresql cannot be installed: the tests of a gradebook in it are skipped"; \
	  else echo "for the tests of a gradebook in PostgreSQL: sudo apt-get install postgresql"; fi; fi || true

demo: setup sandbox
	@$(BIN)/autograder demo

build: setup
	@$(BIN)/autograder build

test: setup sandbox
	$(PYTEST) -m "not slow" tests

# What `make test` leaves out.
test-all: setup sandbox browser database
	$(PYTEST) -m slow $(NBVAL) tests solutions

# What can come out differently on other data: set CONVNETS_DATA to the folder with it.
test-data: setup sandbox
	$(PYTEST) $(NBVAL) --only-measured tests/hidden_tests/test_solutions.py tests/convnets/datasets solutions

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-package convnets-exercises --quiet --output-file requirements.lock \
	  --custom-compile-command "make lock"
	$(BIN)/uv pip compile convnets/pyproject.toml --extra lab --universal --python-version 3.11 --constraint requirements.lock \
	  --no-emit-index-url --no-annotate --quiet --output-file convnets/requirements.txt --custom-compile-command "make lock"

bench: setup
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv demo
