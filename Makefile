# Eight verbs; `make demo` and `make test` do all their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test lint audit benchmark corpus docs clean

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	touch $@

$(VENV)/.installed-for-tests: $(VENV)/.installed
	$(PIP) --editable '.[test]'
	touch $@

demo: $(VENV)/.installed ## the main job over sample mails: no server, no network
	$(BIN)/mailbot demo

test: lint ## everything that must hold; what is not installed is skipped with its reason
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(VENV)/.installed-for-tests ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

audit: $(VENV)/.installed-for-tests ## pinned versions put to the public database of advisories (needs a network)
	$(BIN)/python -m tests.advisories

benchmark: $(VENV)/.installed-for-tests ## ratios against named floors
	$(BIN)/python -m benchmarks.pipeline
	$(BIN)/python -m benchmarks.thai
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.ocr
	$(BIN)/python -m benchmarks.identification
	$(BIN)/python -m benchmarks.ledger

corpus: $(VENV)/.installed-for-tests ## how well invented plans of all shapes and printers are read: docs/reading.md
	$(BIN)/python -m tests.corpus.report

docs: $(VENV)/.installed-for-tests ## write config.example.toml and the pages of finding codes anew
	$(BIN)/python -c 'from mailbot.config_file import example; print(example(), end="")' > config.example.toml
	$(BIN)/python -m mailbot.replies.pages docs/findings

clean: ## remove what the other verbs made
	rm -rf $(VENV) demo-data dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
