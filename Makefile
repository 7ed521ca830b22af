# Every target sets up what it needs; see README.md.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup setup-dev demo run test test-crash check lock figures privacy tagger bench screenshots samples

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: ## install what is missing: Debian packages, environment, llama.cpp, models
	@$(PYTHON) deploy/setup.py

setup-dev:
	@$(PYTHON) deploy/setup.py --dev

demo: setup ## read the sample documents with the real queue, workers and models
	@$(BIN)/appliance demo

run: setup ## Redis, workers and the console on 127.0.0.1 until Ctrl-C
	@$(BIN)/appliance run

test: setup-dev ## all tests
	@$(BIN)/pytest

test-crash: setup-dev ## the long suites: kills, power cuts, load, fuzzing (hours, as root; resumable)
	@$(BIN)/python -m tests.crash.kills --rounds 310
	@$(BIN)/python -m tests.crash.kills --rounds 310 --database postgresql
	@$(BIN)/python -m tests.crash.queueloss --rounds 10
	@$(BIN)/python -m tests.crash.clocks --documents 200
	@$(BIN)/python -m tests.crash.poison --rounds 5
	@$(BIN)/python -m tests.crash.powercuts --cuts 100
	@$(BIN)/python -m tests.crash.powercuts --cuts 10 --control
	@$(BIN)/python -m tests.crash.load --documents 10000
	@$(BIN)/python -m tests.crash.memory --documents 500
	@$(BIN)/python -m tests.hostile.fuzz --mutants 2000

check: setup-dev ## style, types, import rules, sizes, licences, lock files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python deploy/checks.py

lock: setup-dev ## write the lock files anew from pyproject.toml
	@$(BIN)/python deploy/checks.py --write-locks

figures: setup-dev ## measure, and write the figures into README.md and docs/
	@$(BIN)/python -m deploy.figures

privacy: setup-dev ## measure how much personal data is found, and write it into docs/privacy.md
	@$(BIN)/python -m deploy.privacy

tagger: setup-dev ## fit the tagger of names anew into build/tagger, compare with the shipped one
	@$(BIN)/python -m deploy.tagger

bench: setup-dev ## measure all bars, and write them into docs/figures.md
	@$(BIN)/python -m deploy.bench

screenshots: setup-dev ## photograph the console for README.md
	@$(BIN)/python -m deploy.screenshots

samples: setup-dev ## draw the sample documents anew
	@$(BIN)/python -m samples.generator --committed
