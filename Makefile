# Everything that is done with this program, in few words. `make help` lists them.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
NODES ?= 1
ES_PORT ?= 9200
PART ?= all
SIZES ?= 5000,10000,50000,200000
VAR := $(or $(MAILLAGE_VAR),var)
BIN := .venv/bin
# Where it is set, each process compiles the whole of Django again: five seconds, a hundred times in the tests.
unexport PYTHONDONTWRITEBYTECODE
export SECRET_KEY_FILE ?= $(VAR)/secret.key
SERVE := $(BIN)/gunicorn cms.wsgi --bind 127.0.0.1:$(PORT)

.PHONY: help run install serve test coverage test-next check fix bench elasticsearch elasticsearch-stop messages lock port backup restore drill upgrade doctor site code

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

run: export HTTPS = no
run: export SITE_ADDRESS = http://localhost:$(PORT)
run: port .venv/run.stamp $(VAR)/secret.key $(VAR)/factor.key ## set up with a demo network, serve on http://localhost:8000 (PORT=8001 for another)
	@$(BIN)/python manage.py install --demo
	@echo; echo "Maillage answers on http://localhost:$(PORT)/ (Ctrl-C stops it)."
	@tooling/together "$(BIN)/python manage.py worker" "$(SERVE)"

install: .venv/run.stamp $(VAR)/secret.key $(VAR)/factor.key ## set up without demo, and the first administrator
	@$(BIN)/python manage.py install
	@$(BIN)/python manage.py first_administrator
	@echo "Ready. make serve [PORT=8000] serves it on this machine; README.md says what stands before it."

serve: port .venv/run.stamp $(VAR)/secret.key $(VAR)/factor.key ## serve what is installed
	@exec $(SERVE)

test: .venv/dev.stamp ## everything that must pass, browser included
	@tooling/test

coverage: .venv/dev.stamp ## how much of the code the tests go through; at least 95 %
	@tooling/coverage

test-next: ## the tests on the next Django and Wagtail, where a Python for them is present
	@tooling/test-next

check: .venv/dev.stamp ## format, lint, types, layers, migrations, catalogues; changes nothing
	@tooling/check

fix: .venv/dev.stamp ## put right what a machine can
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@tooling/templates | xargs -0 -r $(BIN)/djade --target-version 5.2 || true

code: ## the codes that the second step of the demo accounts asks for
	@$(BIN)/python manage.py demo_codes

elasticsearch: .venv/run.stamp ## start an Elasticsearch to try search on (NODES=3, ES_PORT=9200); `make elasticsearch-stop` ends it
	@tooling/elasticsearch/start $(VAR)/elasticsearch --nodes $(NODES) --port $(ES_PORT)

elasticsearch-stop: ## end it; what it holds stays
	@tooling/elasticsearch/cluster.py stop $(VAR)/elasticsearch

bench: .venv/dev.stamp ## measure search, pages, import, the sheet, mail, duplicates and the login door (SIZES=5000,10000); PART=mail; PART=cluster, outage or rebuilds on an Elasticsearch
	@$(BIN)/python -m bench $(PART) --sizes $(SIZES)

backup: site ## save database, pictures and documents in one file (TO=folder)
	@$(BIN)/python manage.py backup $(TO)

restore: ## put back what a backup holds (FILE=…); stop the site first, what is there now is kept aside
	@$(BIN)/python manage.py restore "$(or $(FILE),$(error Say which backup: make restore FILE=var/backups/maillage-….tar.gz))"

upgrade: site ## to the version that is here now: save, packages, tables, search, doctor; stop the site first
	@tooling/upgrade || case $$? in 75 | 78) ;; *) exit 1 ;; esac # upgraded, but for the search cluster or a finding

doctor: site ## what is wrong with this installation, and how to mend it
	@$(BIN)/python manage.py doctor

drill: .venv/run.stamp ## rehearse it: a site of its own is filled, saved, destroyed, restored and compared
	@tooling/drill

messages: .venv/dev.stamp ## collect the strings to translate, compile the catalogues
	@SECRET_KEY=messages $(BIN)/python manage.py messages
	@SECRET_KEY=messages $(BIN)/python manage.py compile_catalogues

lock: ## resolve the dependencies of pyproject.toml again
	@tooling/lock

# A key is what an installation begins with. Whoever forgot MAILLAGE_VAR has another folder, and does not want a site there.
site:
	@[ -n "$${SECRET_KEY:-}" ] || [ -f "$$SECRET_KEY_FILE" ] || { \
		echo "There is no site in $(VAR): is MAILLAGE_VAR set? make install makes a new one." >&2; exit 1; }

port:
	@tooling/port $(PORT)

.venv/%.stamp: requirements/%.txt
	@tooling/environment $*
	@cksum $(if $(filter dev,$*),requirements/dev.txt requirements/run.txt,$<) > $@

# An installation of before this key existed encrypted with the first one, which still decrypts.
$(VAR)/secret.key $(VAR)/factor.key:
	@mkdir -p $(VAR)
	@umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))' > $@.new
	@mv $@.new $@
