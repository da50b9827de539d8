# Two commands on a fresh machine: `make run` starts the product, `make test` checks it.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8501
PIP = $(VENV)/bin/python -m pip --disable-pip-version-check --quiet
HERE = $(PIP) install --no-build-isolation --no-deps --editable .

.PHONY: run test check bench lock train

run: $(VENV)/.installed
	$(VENV)/bin/synthesis serve --demonstration --port $(PORT)

test: $(VENV)/.installed-dev
	$(VENV)/bin/python -m pytest --numprocesses 2 --no-loadscope-reorder

check: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/.installed-dev
	$(VENV)/bin/python -m benchmarks

train: $(VENV)/.installed
	$(VENV)/bin/synthesis train

# Needs uv; the locks name versions and hashes, never where they come from.
lock:
	uv pip compile pyproject.toml --group build --universal --generate-hashes \
	  --no-emit-index-url --no-annotate --output-file requirements.lock
	uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes \
	  --no-emit-index-url --no-annotate --constraint requirements.lock --output-file requirements-dev.lock

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes --requirement requirements.lock
	$(HERE)
	touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	$(HERE)
	touch $@
