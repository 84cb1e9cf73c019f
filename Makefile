# Two commands set everything up: `make demo` and `make test`. Both can be run again at any time.
# Settings: PYTHON (3.11 or later), VENV (the environment's folder), TIEOUT_HOME (the demo's index).

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV ?= .venv
TIEOUT_HOME ?= $(CURDIR)/.tieout
export TIEOUT_HOME
export TOKENIZERS_PARALLELISM = false

BIN := $(VENV)/bin
PIP := "$(BIN)/python" -m pip --disable-pip-version-check

.PHONY: demo test install check format lock clean help

help:
	@echo "make demo    install, index the sample filing, ask five questions"
	@echo "make test    install, then lint, types and tests"
	@echo "make format  lay out the code as ruff does"
	@echo "make lock    write constraints.txt anew from a fresh environment"
	@echo "make clean   delete the environment and the demo's index"

demo: $(VENV)/installed
	@"$(BIN)/python" -m bot.cli index --sample
	@"$(BIN)/python" -m bot.cli ask --batch demo/questions.jsonl --show-work
	@echo; echo "Ask on:  TIEOUT_HOME='$(TIEOUT_HOME)' '$(BIN)/tieout' chat"

test: $(VENV)/installed-dev check

check:
	"$(BIN)/ruff" format --check .
	"$(BIN)/ruff" check .
	"$(BIN)/python" -m mypy
	"$(BIN)/python" -m pytest -n 2

format: $(VENV)/installed-dev
	"$(BIN)/ruff" format .
	"$(BIN)/ruff" check --fix .

install: $(VENV)/installed

$(VENV)/bin/python:
	"$(PYTHON)" -c 'import sys; sys.version_info >= (3, 11) or sys.exit("tieout needs Python 3.11 or later; set PYTHON=")'
	"$(PYTHON)" -m venv "$(VENV)"

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch "$@"

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch "$@"

# Local version labels ("+cpu") are dropped, so that the lock holds for any build of the same version; what a CUDA build
# of torch brings with it is left to torch, which pins it itself.
lock:
	rm -rf "$(VENV)-lock" && "$(PYTHON)" -m venv "$(VENV)-lock"
	"$(VENV)-lock/bin/python" -m pip --disable-pip-version-check install --quiet "torch==2.13.0" ".[dev,bench]"
	"$(VENV)-lock/bin/python" -m pip --disable-pip-version-check freeze --exclude tieout \
	  | sed -e 's/+[a-z0-9.]*$$//' | grep -v -i -E '^(nvidia-|cuda-|triton==| *#)' > constraints.txt
	rm -rf "$(VENV)-lock"

clean:
	rm -rf "$(VENV)" "$(TIEOUT_HOME)"
