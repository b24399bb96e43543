# The menu. Each entry does its own set-up.
CORPUS ?= ../shared/corpus
PREFIX ?= /usr/local
DESK ?= .build/demo
# What is asked of servers and clusters has moments to keep, and trainers take all processors: each of the
# two is tested by itself.
SERVERS = ^(Gateway|HostedTuning|Monitoring|Tuning)Tests\.
TRAINERS = ^TrainersTests\.
TEST = swift test --skip-build --disable-xctest --parallel
BUILD = swift build --explicit-target-dependency-import-check error

.PHONY: build release demo test check-trainers check-models corpus-demo bench format lint \
  install clean

build: ## build for work
	@.ci/setup
	$(BUILD)

release:
	@.ci/setup
	$(BUILD) -c release --product colophon

demo: release ## take the sample's pieces through all eight stages
	@.ci/demo $(DESK)

test: ## pass all tests
	@.ci/setup validators trainers slurm
	$(BUILD) --build-tests
	$(TEST) --skip '$(SERVERS)' --skip '$(TRAINERS)'
	$(TEST) --filter '$(SERVERS)'
	$(TEST) --filter '$(TRAINERS)'

check-trainers: ## put the local trainers through all their checks
	@.ci/check-trainers

check-models: release ## tune, serve, evaluate, deploy and roll back a tiny model on a sample desk
	@.ci/check-models

corpus-demo: release ## the same with real documents: make corpus-demo CORPUS=folder
	@.ci/corpus-demo $(CORPUS)

bench: release ## measure what the README says
	$(BUILD) -c release --product stand-in-server
	$(BUILD) -c release --product batch-bench
	$(BUILD) -c release --product metrics-bench
	$(BUILD) -c release --product gateway-bench
	$(BUILD) -c release --product monitoring-bench
	@.ci/bench $(CORPUS)
	@.ci/bench-gateway .build/release
	@.ci/bench-monitoring .build/release

format: ## write all Swift as the house writes it
	swift format --in-place --recursive Package.swift Sources Tests

lint: ## name what is not as the house writes it
	swift format lint --strict --recursive Package.swift Sources Tests

install: release ## install the program: make install PREFIX=folder
	install -D -m 755 .build/release/colophon $(PREFIX)/bin/colophon

clean:
	rm -rf .build
