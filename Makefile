# `make run` and `make test` are all there is to know; `make` lists the rest.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
SECRET_FILE := var/secret-key
WITH_SECRET := DJANGO_SECRET_KEY="$${DJANGO_SECRET_KEY:-$$(cat $(SECRET_FILE))}"
MANAGE := $(WITH_SECRET) $(BIN)/python manage.py
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock"
# The generators that the tests make clients with; npm's lock file beside it is made anew by hand.
CLIENTS := tests/api/clients/requirements
# Folders too, so that a file taken away counts as a change.
STATIC_SOURCES := $(shell find static)

# What writes to the database; citizens' pages and the interface only read what was published.
WRITING := tests/models tests/catalogue/rows/test_rows.py tests/catalogue/rows/test_row_identity.py tests/catalogue/packs/test_loading.py \
	tests/catalogue/rows/test_dated_rows.py tests/catalogue/packs/test_new_region.py tests/test_pack_guide.py \
	tests/publishing tests/statistics tests/admin/merging/test_at_the_same_time.py tests/admin/releases/test_publishing.py \
	tests/admin/history/test_whole_trail.py tests/admin/releases/test_codes.py tests/admin/releases/test_simulating.py \
	tests/backups tests/test_databases.py
# One more than there are cores: tests in a browser wait a good part of their time. Two more took as long.
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
# What is compiled is kept, whatever the environment says: each worker would compile the tests and their tools anew.
test test-quick: export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run admin test test-quick lint types bench bench-screening beside beside-pages beside-checks screenshots handbook pack-reference lock

help:
	@echo "make run    serve at http://127.0.0.1:$(PORT) (PORT=… changes it)"
	@echo "make admin  make an account for the staff screens"
	@echo "make test   run the whole test suite, on SQLite and on PostgreSQL"
	@echo "make test-quick  without a browser, PostgreSQL and tests/slow.py, and with few examples, in a minute or so"
	@echo "make lint   check style and types"
	@echo "make bench  measure speed and memory"
	@echo "make bench-screening  how long a whole table of persons takes, beside other ways; PERSONS=… changes how many"
	@echo "make beside COMMIT=…  what staff wait for, beside an earlier commit"
	@echo "make beside-pages COMMIT=…  what citizens wait for, likewise"
	@echo "make beside-checks COMMIT=…  what a check takes, likewise, and how it grows with a national list of policies"
	@echo "make screenshots  take pictures of the main pages, into var/screenshots"
	@echo "make handbook  take the pictures of the staff handbook, into docs/pictures"
	@echo "make pack-reference  write docs/packs/reference.md and reference.zh-CN.md from the schema and words.toml"
	@echo "make lock   resolve the dependencies of pyproject.toml anew"

run: .venv/installed $(SECRET_FILE) var/static-collected
	@$(MANAGE) prepare
	@echo
	@echo "  衢江青年补贴自查  http://127.0.0.1:$(PORT)"
	@echo "  staff screens     http://127.0.0.1:$(PORT)/$(or $(ADMIN_PATH),admin)/  (an account: make admin)"
	@echo
	@$(WITH_SECRET) PORT=$(PORT) exec $(BIN)/python -m gunicorn

admin: .venv/installed $(SECRET_FILE)
	@$(MANAGE) createsuperuser

test: .venv/installed-dev
	@tools/test-programs
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal
	@if $(BIN)/python -m tests.postgresql; then \
		set -x; $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --database=postgresql -m "not browser" $(WRITING); \
	else \
		echo "The PostgreSQL tests were left out."; [ "$${CI:-}" != true ]; \
	fi

test-quick: .venv/installed-dev
	QUICK=true $(BIN)/python -m pytest -n $(shell getconf _NPROCESSORS_ONLN) --dist worksteal -m "not browser and not slow" -q

lint: .venv/installed-dev types
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/djlint templates --quiet --lint

types: .venv/installed-dev $(SECRET_FILE)
	$(WITH_SECRET) $(BIN)/python -m mypy

bench: .venv/installed-dev $(SECRET_FILE)
	$(WITH_SECRET) $(BIN)/python tests/benchmarks/run.py

bench-screening: .venv/installed-dev $(SECRET_FILE)
	$(WITH_SECRET) $(BIN)/python tests/benchmarks/screening/run.py

beside: .venv/installed-dev
	$(BIN)/python -W ignore tests/benchmarks/beside.py $(COMMIT)

beside-pages: .venv/installed-dev
	$(BIN)/python -W ignore tests/benchmarks/beside_pages.py $(COMMIT) "$(ONLY)"

beside-checks: .venv/installed-dev
	$(BIN)/python -W ignore tests/benchmarks/beside_checks.py $(COMMIT)

screenshots: .venv/installed-dev
	@tools/test-programs
	$(BIN)/python -m pytest --quiet tests/browser/screenshots.py

handbook: .venv/installed-dev
	@tools/test-programs
	$(BIN)/python -m pytest --quiet tests/browser/handbook.py

pack-reference: .venv/installed
	$(BIN)/python -m tools.pack_reference

lock: .venv/installed-dev
	$(COMPILE) --upgrade --output-file requirements.txt
	$(COMPILE) --upgrade --extra dev --extra screening --extra spark --constraint requirements.txt --output-file requirements-dev.txt
	$(subst pyproject.toml,$(CLIENTS).in,$(COMPILE)) --upgrade --output-file $(CLIENTS).txt

.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; PYTHON=… names one")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || tools/apt-install python3-venv
	$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-compile -r requirements-dev.txt
	@# By all cores, and without others' own tests: pip takes twice as long with one. What does not compile nobody imports.
	@$(BIN)/python -m compileall -qq -j 0 -x '/tests/' .venv/lib || true
	@touch $@

$(SECRET_FILE):
	@umask 077; $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(48))' >$@.new && mv $@.new $@

var/static-collected: .venv/installed $(SECRET_FILE) qujiang/settings.py $(STATIC_SOURCES)
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@
