# Everything a developer does with this repository. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help setup system run test stress watch check format bench screenshots build dist lock clean

# Where this is set, every process of the tests compiles our modules anew, and every worker the tests too.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
PYTHON := $(VENV)/bin/python
RUNTIME := $(VENV)/.installed-runtime
DEVELOPMENT := $(VENV)/.installed-development
COMPILE = $(PYTHON) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

help:  ## this list
	@grep -hE '^[a-z]+:.*  ## ' $(MAKEFILE_LIST) | sed 's/:.*  ## /	/' | sort

setup: $(DEVELOPMENT)  ## install everything, also what the tests and tools need
	@sh tools/system-packages tests

# The development lock holds the runtime lock, so it serves both.
$(RUNTIME): requirements.lock
	@sh tools/install requirements.lock $@

$(DEVELOPMENT): requirements-dev.lock requirements.lock
	@sh tools/install requirements-dev.lock $@
	@touch $(RUNTIME)

run: $(RUNTIME)  ## open the window; without a display, write a checklist as a PDF
	@sh tools/run $(PYTHON)

# Tests draw on Qt's offscreen platform, so they need no display and no window manager. In their own order, not the files
# with most tests first: some of the longest hold one test, and would be begun last.
test: setup  ## run every test but the long trials (ARGS="tests/rules -k quote" for some)
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not stress" $(ARGS)

# What is not installed here (fcitx 5, an X server, strace) is named at the end.
# GOVDESK_STRESS_SEEDS=4,5 takes other seeds, GOVDESK_STRESS_SHARE=0.1 a tenth of the rounds; docs/reliability.md.
stress: setup  ## the long trials alone: kills, damage, hostile files, a full disk, random walks, hours of work, real keys
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -m stress -o faulthandler_timeout=900 $(ARGS)

watch: setup  ## under strace, commands and a window at work: whom they call, and what they write where
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -m stress tests/watching $(ARGS)

check: setup  ## format, lint, types, layering, rule packs
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy --platform win32 --cache-dir .mypy_cache/win32 --no-warn-unreachable main.py govdesk
	$(VENV)/bin/lint-imports --no-logo
	$(PYTHON) main.py check

format: setup  ## rewrite the code in the common format
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: setup  ## time to the first window and memory, as ratios to a bare Qt window
	$(PYTHON) -m benchmarks.run $(ARGS)

screenshots: setup  ## every screen (or SCREENS=part-of-its-name) at every size and look, into screenshots/
	GOVDESK_SCREENSHOTS=screenshots GOVDESK_SCREENS=$(SCREENS) QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q tests/ui/test_screenshots.py

build: setup  ## the app as a folder, dist/govdesk
	$(PYTHON) -m PyInstaller --noconfirm --log-level WARN build.spec
	@sh tools/check-build

dist:  ## what is published, tried in a bare Debian 11 (Debian 12, as root; see docs/decisions/0121)
	@sh tools/release/make-dist

lock: $(DEVELOPMENT)  ## renew the lock files within the limits of pyproject.toml (ARGS=--upgrade for newer versions)
	$(COMPILE) $(ARGS) --output-file requirements.lock
	$(COMPILE) $(ARGS) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean:  ## remove what was built, not the virtual environment
	rm -rf build dist output .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
