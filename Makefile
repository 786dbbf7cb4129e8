# The two that matter: `make start` runs the newsroom, `make test` proves it.
# PYTHON is the first one on this machine that is new enough; say PYTHON=... to choose.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; \
	done; echo python3)
VENV := .venv/bin/python
DEV := $(PYTHON) -m tools.start.venv requirements-dev.lock && $(VENV) -m tools.compile_catalogues

.PHONY: help start check test bench killtest lock messages vendor format clean
.DEFAULT_GOAL := help

help: ## List these targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

start: ## Run the newsroom: set-up on the first run, then web, worker and scheduler
	@$(PYTHON) -m tools.start

test: ## Run every test, the browser ones too when Chromium is installed
	@$(DEV)
	@$(VENV) -m tools.test $(ARGS)

check: ## Lint, types, room borders, templates, migrations, translations, contrast
	@$(DEV)
	@$(VENV) -m tools.check $(ARGS)

bench: ## Measure reader and staff pages on trial data
	@$(DEV)
	@$(VENV) -m bench $(ARGS)

killtest: ## Kill processes in the middle of their work and look what is lost
	@$(DEV)
	@$(VENV) -m tests.kill $(ARGS)

lock: ## Resolve the dependencies of pyproject.toml again into the two lock files
	@$(DEV)
	@$(VENV) -m tools.lock $(ARGS)

messages: ## Rewrite the catalogues' message lists and compile them
	@$(DEV)
	@$(VENV) -m tools.check_translations --write-english-stub
	@$(VENV) -m tools.compile_catalogues

vendor: ## Fetch static/vendor again from its manifest (needs npm)
	@$(DEV)
	@$(VENV) -m tools.vendor

format: ## Format the Python code and fix what ruff can fix
	@$(DEV)
	@$(VENV) -m ruff check --fix .
	@$(VENV) -m ruff format .

clean: ## Remove caches and compiled files; data in var/ and .venv stay
	@rm -rf .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
	@find locale -name '*.mo' -delete
