# Six verbs; `make demo` and `make test` do all their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint benchmark docs clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.installed-for-tests: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

demo: $(VENV)/.installed ## the main job over sample mails: no server, no network
	$(BIN)/mailbot demo

test: lint ## everything that must hold; what is not installed is skipped with its reason
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(VENV)/.installed-for-tests ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

benchmark: $(VENV)/.installed-for-tests ## ratios against named floors
	$(BIN)/python -m benchmarks.pipeline

docs: $(VENV)/.installed-for-tests ## write config.example.toml and the pages of finding codes anew
	$(BIN)/python -m mailbot.config_file > config.example.toml

clean: ## remove what the other verbs made
	rm -rf $(VENV) demo-data dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
