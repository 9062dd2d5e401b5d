# Everything that is done to this project, as one command each: `make help` lists them.
# Needs git, make and a Python of 3.11 or newer; the rest is set up in .venv by .ci/python, once.

.DEFAULT_GOAL := help
.PHONY: site test serve check guard diff proof format lock audit clean help

FORMAT ?= text
# A revision or a folder, and how many differences of a package Markdown tells, 0 for all.
FROM ?= HEAD
MOST ?= 0
python := .venv/bin/python
# The test lock holds the build lock whole, so setting up for the tests is setting up for the build too.
set_up := @sh .ci/python requirements.txt
set_up_tests := @sh .ci/python requirements-test.txt requirements.txt

site: ## Set up what is missing and build the whole site into site/
	$(set_up)
	@$(python) -m scripts site

test: ## Set up what is missing, a browser and a Chinese font included, and run linters, types and tests
	$(set_up_tests)
	@sh .ci/browser
	@sh .ci/font
	@$(python) -m ruff check --quiet
	@$(python) -m ruff format --check || { echo 'Run `make format`.' >&2; exit 1; }
	@$(python) -m mypy --strict --no-error-summary scripts
	@$(python) -m pytest -n auto --dist loadfile --no-loadscope-reorder

serve: ## Build, show the site on this machine, and rebuild what changes (the daily loop)
	$(set_up)
	@$(python) -m scripts serve

check: ## Check every data package; FORMAT=text, json or github says how findings are told
	$(set_up)
	@$(python) -m scripts check --format $(FORMAT)

guard: ## Check what is staged, before a commit: packages, and personal data in every file
	$(set_up)
	@sh .ci/guard

diff: ## Tell figure by figure what differs between FROM and the packages that are here; FORMAT=text, json or markdown
	$(set_up)
	@$(python) -m scripts diff $(FROM) --format $(FORMAT) --most $(MOST) || [ $$? -eq 1 ]

proof: ## Show what takes thousands of runs: builds that are killed, hostile packages, two whole sites, all that tests take a share of; over an hour
	$(set_up_tests)
	@set -e; for proof in benchmarks/prove_*.py; do echo "== $$proof"; $(python) $$proof; done

format: ## Put the code into the house's layout, and mend what the linter can mend
	$(set_up_tests)
	@$(python) -m ruff check --fix --quiet || true
	@$(python) -m ruff format

lock: ## Write all lock files anew from pyproject.toml; UPGRADE=1 takes newer versions
	$(set_up_tests)
	@sh .ci/lock $(if $(UPGRADE),--upgrade)

audit: ## Tell the advisories on what the locks name; where none can be had, say so
	$(set_up)
	@sh .ci/audit requirements-test.txt requirements-audit.txt

clean: ## Remove everything that was built and every cache, and keep .venv
	@git clean -fdXq -- docs site
	@rm -rf site .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile
