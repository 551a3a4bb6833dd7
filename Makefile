# The commands of the project; `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
TESTS ?= tests
# Files of tests run side by side, each process with a Kafka of its own. One more than there are cores in a small machine:
# tests of the whole path wait for sessions and receivers, and a third one computes meanwhile.
JOBS ?= 3

.DEFAULT_GOAL := help
.PHONY: bench calibration digests faults storm storm-quorum storm-simulated soak latency demo help setup lint types test lock clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/complete ## .venv with the command .venv/bin/groundswell in it

# The mark is written last, so that an interrupted installation is repeated.
.venv/complete: requirements.lock requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Groundswell needs Python 3.11 or newer; $(PYTHON) is older. Try: make setup PYTHON=python3.11" >&2; exit 1; }
	@echo "setting up .venv (a minute or two, once)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c 'from stream.engines.factory import warm_up; warm_up()'
	@touch $@
	@echo "ready: . .venv/bin/activate, then groundswell look FILE, or groundswell demo"

bench: setup ## how fast: streams like real ones, text, grouping, and the worker on real Kafka (about ten minutes)
	@$(BIN)/groundswell bench engine
	@$(BIN)/groundswell bench text
	@$(BIN)/groundswell bench grouping
	@$(BIN)/groundswell bench worker --rounds 3

lint: setup ## ruff: style and formatting
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: setup ## mypy --strict, the tests too
	@$(BIN)/mypy

test: setup ## everything, on real Kafka; JOBS=1 for one file after the other
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder $(TESTS)

faults: setup ## break things on real Kafka for about an hour and compare: the table
	@$(BIN)/python -m tests.faults --seed 1

storm: setup ## the same from random seeds; ROWS="kill second" RUNS=20 for some of it
	@$(BIN)/python -m tests.faults $(ROWS) $(if $(RUNS),--runs $(RUNS))

storm-quorum: setup ## the faults of three brokers, one killed, paused, restarted or all at once; ROWS="leader each" RUNS=3
	@$(BIN)/python -m tests.faults.quorum $(ROWS) $(if $(RUNS),--runs $(RUNS))

soak: setup ## what is promised of a running worker: restore, pause and cost of checkpoints, 20 minutes of a steady stream
	@$(BIN)/python -m tests.faults.measures $(MEASURES) $(if $(MINUTES),--minutes $(MINUTES)) \
		$(if $(PER_SECOND),--per-second $(PER_SECOND))

latency: setup ## from the deciding post to the alert, live on real Kafka, five minutes; PER_SECOND=2000 MINUTES=5
	@$(BIN)/python -m tests.faults.latency $(if $(PER_SECOND),--per-second $(PER_SECOND)) $(if $(MINUTES),--minutes $(MINUTES))

demo: setup ## the whole path on real Kafka; DATA=FILE FROM=DAY TO=DAY MAP=… for mentions of your own
	@$(BIN)/groundswell demo $(if $(DATA),--data "$(DATA)") $(if $(FROM),--from "$(FROM)") $(if $(TO),--to "$(TO)") \
		$(if $(MAP),--map "$(MAP)")

fuzz: setup ## ten minutes of hostile input from a seed; SEED=n SECONDS=n
	@$(BIN)/python -m tests.fuzz $(if $(SEED),--seed $(SEED)) $(if $(SECONDS),--seconds $(SECONDS))

calibration: setup ## the long tables of false alerts and power (about half an hour)
	@$(BIN)/groundswell evaluate calibration --groups 200 --days 28 --bursts 400 --budget 20

storm-simulated: setup ## 10,000 seeds of faults between any two steps, without Kafka (about 20 minutes); SEEDS=n
	@$(BIN)/python -m tests.simulation --seeds $(or $(SEEDS),10000)

lock: ## compile the lock files anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

digests: ## whether the images of docker-compose.yml are still what their tags name (needs Docker and a registry)
	@sed -n 's/^ *image: *\(.*\)@\(sha256:[0-9a-f]*\)$$/\1 \2/p' docker-compose.yml | while read -r tag pinned; do \
		found=$$(docker buildx imagetools inspect "$$tag" --format '{{.Manifest.Digest}}') || exit 1; \
		if [ "$$found" = "$$pinned" ]; then echo "$$tag as pinned"; else echo "$$tag is $$found, pinned is $$pinned"; fi; done

clean: ## remove the environment and the caches
	rm -rf .venv .cache .pytest_cache .mypy_cache .ruff_cache
