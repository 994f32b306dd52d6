# `make demo` shows the whole job on the seed article; `make test` runs every check.
# Both make what they need: a clone, Python 3.11+ and the package registries are enough.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: account demo desk test lint types unit attribution changes quality archives million speed instant bear \
	faults fuzz lock audit sbom readme clean

demo: $(VENV)/installed
	PATH="$(CURDIR)/$(BIN):$$PATH" sh seeds/demo.sh

# The desk in the browser, over the demo's database.
desk: $(VENV)/installed
	test -e demo/demo.db || $(MAKE) demo
	$(BIN)/verify serve --db demo/demo.db --open

test: lint types unit

lint: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-test
	$(BIN)/mypy

# The browser has the machine to itself: what it shows within a second is tested as well.
unit: $(VENV)/installed-test
	$(BIN)/python -m pytest -n 2 --ignore tests/browser
	$(BIN)/python -m pytest -n 2 tests/browser

# Figures of the README, on what people annotated (FOLDERS="--corpora DIR --scorers DIR"), and time
# as ratios.
attribution: $(VENV)/installed-test
	$(BIN)/python -m pip install --quiet textacy
	$(BIN)/python benchmarks/attribution.py $(FOLDERS)

changes: $(VENV)/installed-test
	$(BIN)/python -m pip install --quiet diff-match-patch scikit-learn
	$(BIN)/python benchmarks/changes.py $(FOLDERS)

quality: $(VENV)/installed-test
	$(BIN)/python -m pip install --quiet scikit-learn quantulum3
	$(BIN)/python benchmarks/quality.py $(FOLDERS)

archives: $(VENV)/installed-test
	$(BIN)/python benchmarks/archives.py $(ARCHIVES)

# The same fact looked for among a million claims (2 GB, made once).
million: $(VENV)/installed-test
	$(BIN)/python benchmarks/million.py $(VENV)/million.db

speed: $(VENV)/installed-test
	$(BIN)/python benchmarks/speed.py

# The desk with 100,000 claims, and with ten people while its server is killed.
bear: $(VENV)/installed-test
	$(BIN)/python benchmarks/desk.py

# All that is measured without annotated corpora, under one description of the machine (an hour).
account: $(VENV)/installed-test
	$(BIN)/python benchmarks/account.py $(if $(ARCHIVE),--archive $(ARCHIVE))

# 200 kills of the commands that write, at random moments.
faults: $(VENV)/installed-test
	$(BIN)/python benchmarks/faults.py

# What the tests try on damaged documents and odd texts, twenty times as often and never the same;
# printed: how many examples, and how many of them were read and how many refused (TIMES=N).
fuzz: $(VENV)/installed-test
	FUZZ=$(or $(TIMES),20) $(BIN)/python -m pytest -q tests/test_fuzz_readers.py \
		tests/test_fuzz_imports.py tests/test_fuzz_claims.py --hypothesis-show-statistics

# A million claims: what every day's commands and queries cost (ARCHIVE=FILE keeps them).
instant: $(VENV)/installed-test
	$(BIN)/python benchmarks/instant.py $(if $(ARCHIVE),--archive $(ARCHIVE))

# Every dependency with its version and hashes, for: pip install --require-hashes -r requirements.lock
lock: $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --all-extras --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command "make lock" -o requirements.lock pyproject.toml

# What is known against them: a report, which stops nothing where there is no network.
audit: $(VENV)/bin/python
	-$(BIN)/python -m pip install --quiet pip-audit \
		&& $(BIN)/pip-audit --disable-pip --timeout 10 --progress-spinner off -r requirements.lock

# The bill of materials, CycloneDX.
sbom: $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet cyclonedx-bom
	mkdir -p build
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml \
		--output-reproducible --output-file build/sbom.json

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: try make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/installed-test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@ $(VENV)/installed

# What the program prints, written into the README, and the picture of the desk.
readme: $(VENV)/installed-test
	$(BIN)/python benchmarks/readme.py $(README)
	$(BIN)/python benchmarks/picture.py

clean:
	rm -rf $(VENV) demo build dist
