.DEFAULT_GOAL := help
.PHONY: help demo test check mutations chaos format pin messages

help: ## Show these tasks
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: ## Load and serve the demo site with the Stripe sandbox
	uv run manage.py quickstart

test: ## Run the tests on SQLite (PostgreSQL: DATABASE_URL=postgres://… make test)
	uv run pytest

check: ## Lint, formats, types, walls between rooms, missing migrations
	uv run ruff check
	uv run ruff format --check
	uv run djade --check --target-version 6.1 $$(git ls-files 'templates/*.html')
	uv run mypy
	uv run lint-imports
	uv run manage.py makemigrations --check --dry-run --settings toelab.settings.test

mutations: ## Break each clause of the recommendation engine once: its tests must notice (minutes)
	uv run python -m tests.bench.mutations

SEED ?= 1
BUYERS ?= 1000
chaos: ## Let BUYERS buy while everything fails as SEED decides, then check the books (needs PostgreSQL)
	uv run python -m tests.bench.chaos --seed $(SEED) --buyers $(BUYERS)

format: ## Let the formatters rewrite code and templates
	uv run ruff check --fix
	uv run ruff format
	uv run djade --target-version 6.1 $$(git ls-files 'templates/*.html')

pin: ## Resolve all versions afresh and write them into pyproject.toml
	uv run --no-project python .ci/pin.py
	uv sync

messages: ## Compile the Japanese catalogues: our own words for what Wagtail leaves in English (needs gettext)
	cd site/locale/ja/LC_MESSAGES && for name in django djangojs; do msgfmt --check -o $$name.mo $$name.po; done
