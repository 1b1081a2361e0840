# One word runs it all. `make demo` and `make test` need Python 3.11 or later, make and a package index, and nothing else.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
# Two workers: that is what the shared build has, and each worker that needs it starts a Neo4j of its own.
WORKERS ?= 2
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help demo test check bench release docs clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1~/' | column -t -s '~' 2>/dev/null || grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST)

# Each stamp is newer than what it was made from, so a changed pin or dependency installs again.
.venv/python.stamp:
	@$(if $(PYTHON),:,echo "Python 3.11 or later is needed and was not found: install it, or say make PYTHON=/path/to/python" >&2; exit 1)
	$(PYTHON) -m venv .venv
	@touch $@

.venv/demo.stamp: .venv/python.stamp pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

.venv/dev.stamp: .venv/python.stamp pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	@touch $@ .venv/demo.stamp

# Prints a command as a person would type it, then runs it.
define run
	@printf '\n$$ %s\n' '$(LANDSCAPE) $(1)'
	@$(LANDSCAPE) $(1)
endef
LANDSCAPE := $(BIN)/landscape --store demo/store

demo: .venv/demo.stamp ## load Cambridgeshire into demo/store, answer three questions, draw a map
	@rm -rf demo && mkdir demo
	$(call run,load)
	@printf '\n== Who owns priority action V4?\n'
	$(call run,ask owners V4)
	@printf '\n== From a delivery group up to the law\n'
	$(call run,ask chain "Mental Health Delivery Group")
	@printf '\n== What is touched if one fund ends?\n'
	$(call run,ask impact "Safer Streets Fund")
	@printf '\n== Who governs whom, as a map\n'
	$(call run,map governance --output demo/governance.html)
	@printf '\nThe map is %s\nOpen it in any browser: it needs no network.\n\nTry next:\n' "$$(pwd)/demo/governance.html"
	@printf '  $(LANDSCAPE) %-34s %s\n' \
		'ask' 'every question of the catalogue' \
		'show V4' 'every fact about one action, both ways' \
		'evidence V4 --format cite' 'who says so, in sentences for an e-mail' \
		'ask owners V4 --as-of 2017' 'what the papers had said by then' \
		'template demo/my-register' 'an empty register to fill in'

test: check ## everything: lint, types, layers, then every test with branch coverage
	$(BIN)/python -m pytest $(TESTS) --numprocesses $(WORKERS) --dist worksteal --cov --cov-report term:skip-covered

check: .venv/dev.stamp ## ruff, mypy and the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

bench: .venv/dev.stamp ## the table of speeds, as ratios in one run
	$(BIN)/python -m tests.benchmarks

release: .venv/dev.stamp ## an offline folder with wheels for every system, proved by installing from it
	$(BIN)/python docs/release.py dist

docs: .venv/dev.stamp ## write the derived pages again: model, register, questions, cli, schema
	$(BIN)/python docs/derive.py

clean: ## remove what make made
	rm -rf .venv demo build dist *.egg-info .coverage* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
