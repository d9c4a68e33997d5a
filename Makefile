# GNU make 3.81 or newer. Everything is installed in .venv, from pinned and hashed requirements.
SHELL := /bin/sh
PORT ?=
PIP := .venv/bin/python -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install --quiet --require-hashes --only-binary :all:

# A .venv whose Python is gone (an upgrade took it) is made anew.
$(shell test ! -e .venv || .venv/bin/python -c pass 2>/dev/null || rm -f .venv/run.stamp)

.PHONY: help run test lint check corrections hook bench soak mutants fuzz lock

help:
	@echo 'make run [PORT=8501]  open the dashboard in the browser'
	@echo 'make test             run all tests, those in a browser included'
	@echo 'make test ARGS=…      run a part of them: make test ARGS=tests/test_verdicts.py'
	@echo 'make lint             read the code: style, format and types'
	@echo 'make check            check the curated files'
	@echo 'make corrections      write CORRECTIONS.md from the history of the data'
	@echo 'make hook             read the code and check the data before each commit that changes them'
	@echo 'make bench [PART=…]   measure, all or one part (tests/bench)'
	@echo 'make soak [PART=…]    hold it under a crowd of readers, all or one part (tests/soak)'
	@echo 'make mutants [PART=…] try how much the tests of the rule notice, all or one part (tests/mutants.yaml)'
	@echo 'make fuzz [N=20000]   send mutants of the curated files through everything that reads them (tests/fuzz)'
	@echo 'make lock             renew the requirements*.txt from pyproject.toml'
	@echo 'The first of them makes .venv. PYTHON=… chooses the Python, CHROMIUM=… the browser.'

run: .venv/run.stamp
	@.venv/bin/python -m streamlit run dashboard.py --server.address localhost $(if $(PORT),--server.port $(PORT))

# A part runs in one process: a second one takes longer to start than most parts take to run. All of them run in one more
# than there are cores, since tests in a browser mostly wait for it.
test: .venv/test.stamp
	@CHROMIUM=$$(.venv/bin/python tests/chromium.py) && export CHROMIUM && \
	workers=$$(.venv/bin/python -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))') && \
	.venv/bin/python -m pytest $(or $(ARGS),--numprocesses $$workers --dist worksteal)

lint: .venv/test.stamp
	@.venv/bin/python -m ruff check
	@.venv/bin/python -m ruff format --check
	@.venv/bin/python -m mypy

check: .venv/run.stamp
	@.venv/bin/indicators check

# On the branch that readers see: a correction is what changed there.
corrections: .venv/run.stamp
	@.venv/bin/indicators corrections -o CORRECTIONS.md

hook: .venv/run.stamp
	@git config core.hooksPath .githooks
	@echo 'Commits are checked from now on. Off again: git config --unset core.hooksPath'

bench: .venv/test.stamp
	@.venv/bin/python -m tests.bench $(PART)

# Briefings go on beside the readers: they are drawn by the browser.
soak: .venv/test.stamp
	@CHROMIUM=$$(.venv/bin/python tests/chromium.py) && export CHROMIUM && .venv/bin/python -m tests.soak $(PART)

mutants: .venv/test.stamp .venv/mutants/stamp
	@.venv/bin/python -m tests.mutants $(PART)

fuzz: .venv/test.stamp
	@.venv/bin/python -m tests.fuzz -n $(or $(N),20000) --seed $(or $(SEED),1)

# The first Python that will do. A 'no' is one line that says what to do.
# $PYTHON, when it is set, comes before the others.
define FIND_PYTHON
bare=
for python in "$$PYTHON" python3 python3.14 python3.13 python3.12 python3.11; do
    test -n "$$python" || continue
    "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null || continue
    "$$python" -c 'import ensurepip, venv' 2>/dev/null && echo "$$python" && exit
    bare=$$python
done
if test -n "$$bare"; then
    echo "$$bare cannot make an environment: it has no venv or ensurepip (on Debian and Ubuntu: apt-get install python3-venv)." >&2
else
    echo 'This needs Python 3.11 to 3.14 and found none: install one, or name it: make PYTHON=/path/to/python3 …' >&2
fi
exit 1
endef
export FIND_PYTHON
export PYTHON

# The package runs from where it is: a line in a .pth file and this command, nothing to build.
# Both are relative, so the folder may be moved.
define COMMAND
#!/bin/sh
'''exec' "$$(dirname "$$0")/python" "$$0" "$$@"
' '''
import sys

from indicators.cli import main

sys.exit(main())
endef
export COMMAND

.venv/run.stamp: requirements.txt
	@test ! -L .venv || { echo '.venv is a link: take it away, this makes its own and would empty what it leads to.' >&2; exit 1; }
	@python=$$(sh -c "$$FIND_PYTHON") || exit 1; \
	echo "Making the environment in .venv with $$("$$python" -V): about a minute, once …"; \
	"$$python" -m venv --clear .venv
	@$(INSTALL) -r requirements.txt
	@printf '%s\n' ../../../.. > "$$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/indicators.pth"
	@printf '%s\n' "$$COMMAND" > .venv/bin/indicators && chmod +x .venv/bin/indicators
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements-test.txt
	@echo 'Adding what the tests need to .venv …'
	@$(INSTALL) -r requirements-test.txt
	@touch $@

# The tool that makes mutants has an environment of its own: it runs the tests as a command and shares no package.
# yattag, which only its reports in HTML use, has no wheel and is left out; hence --no-deps.
.venv/mutants/stamp: .venv/run.stamp requirements-mutants.txt
	@echo 'Making the environment of the mutation tool in .venv/mutants …'
	@.venv/bin/python -m venv --clear .venv/mutants
	@$(INSTALL:.venv/%=.venv/mutants/%) --no-deps -r requirements-mutants.txt
	@touch $@

# The versions of pyproject.toml, what they need in turn, for every system and Python that it allows.
UV := .venv/lock/bin/uv
COMPILE := $(UV) pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --upgrade

lock: $(UV)
	@echo 'Renewing requirements.txt, requirements-test.txt and requirements-mutants.txt …'
	@$(COMPILE) pyproject.toml --output-file requirements.txt
	@$(COMPILE) pyproject.toml --extra test --extra lint --constraint requirements.txt --output-file requirements-test.txt
	@$(COMPILE) --group mutants --no-emit-package yattag --output-file requirements-mutants.txt

$(UV):
	@python=$$(sh -c "$$FIND_PYTHON") || exit 1; "$$python" -m venv .venv/lock
	@.venv/lock/bin/python -m pip --disable-pip-version-check install --quiet uv==0.13.9
