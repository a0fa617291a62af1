# Two commands for users (make demo, make test), the rest for developers. Needs: make, Python >= 3.11 with venv.
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON ?= $(shell sh scripts/find_python.sh)
BIN := .venv/bin
STAMP := .venv/.installed
# Without kept bytecode every command compiles some two thousand modules again before it starts.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test test-slow coverage install check browser spark screenshots clean

help:
	@echo "make demo [PORT=8123]   install, load the demo and serve it"
	@echo "make test               install and run all tests but the slow ones"
	@echo "make test-slow          long calibrations, the distributed engine, drills"
	@echo "make coverage           the tests of make test, and which lines they reach (80% at least)"
	@echo "make install            set up only; then .venv/bin/wens --help"

install: $(STAMP)

$(STAMP): requirements/run.txt pyproject.toml package-lock.json scripts/find_python.sh scripts/install.sh
	@sh scripts/install.sh "$(PYTHON)" run
	@touch $@

.venv/.installed-dev: $(STAMP) requirements/dev.txt
	@sh scripts/install.sh "$(PYTHON)" dev
	@touch $@

demo: install
	@WENS_SINGLE_OPERATOR=1 WENS_SECOND_FACTOR=optional $(BIN)/wens demo --serve --port $(PORT)

test: .venv/.installed-dev check
	@$(BIN)/python scripts/find_browser.py
	$(BIN)/pytest -n 2 --dist loadgroup -m "not slow" -q

check: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	WENS_HOME=.mypy_cache/home $(BIN)/mypy

test-slow: .venv/.installed-dev spark
	$(BIN)/pytest -n 2 --dist loadgroup -m slow -q --durations=10

# Apart from `make test`: watching every line makes the tests a third slower.
coverage: .venv/.installed-dev
	$(BIN)/pytest -n 2 --dist loadgroup -m "not slow" --cov --cov-report=term:skip-covered --cov-fail-under=80 -q

spark: .venv/.installed-dev
	@sh scripts/install.sh "$(PYTHON)" spark

screenshots: .venv/.installed-dev
	$(BIN)/python scripts/screenshots.py

clean:
	rm -rf .venv node_modules wens/site/static/assets .mypy_cache .ruff_cache .pytest_cache
