# `make help` lists what there is. Go, Python 3, make and a C compiler are all
# that is needed; the rest is pinned, and installed into .local/ in this tree.

GO ?= go
TOOLS := .local/tools

.PHONY: help demo test bench build lint lint-format lint-go clean bench-detect

help: ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo: bin/tocsin ## rehearse one breach from scam calls to a proven dossier (KEEP=1 leaves it running)
	@bin/tocsin demo $(if $(KEEP),-keep)

build: bin/tocsin ## build the command line into bin/

.PHONY: bin/tocsin
bin/tocsin:
	@CGO_ENABLED=0 $(GO) build -trimpath -o bin/ ./cmd/tocsin

test: lint-format lint-go ## everything: linters, then all tests (with the race detector)
	$(GO) test -race -timeout 15m ./...

bench: bin/tocsin ## measure beside DuckDB, chDB and Polars, writes docs/benchmarks.md (FULL=1: 100 million events too)
	@$(GO) build -trimpath -o bin/bench ./infra/bench
	@bin/bench $(if $(FULL),-full) $(if $(RUNS),-runs $(RUNS))

lint: lint-format lint-go ## the linters alone
	$(GO) test ./infra/local

lint-format:
	@unformatted=$$(gofmt -l $$(find . -name '*.go' -not -path './.local/*')); \
	if [ -n "$$unformatted" ]; then echo "run gofmt -w on:"; echo "$$unformatted"; exit 1; fi

lint-go: $(TOOLS)/staticcheck
	$(GO) vet ./...
	$(TOOLS)/staticcheck ./...
	$(TOOLS)/gosec ./...

$(TOOLS)/staticcheck: infra/tools/go.mod infra/tools/go.sum $(wildcard infra/tools/gosec/*.go)
	@cd infra/tools && $(GO) vet ./... && $(GO) build -o ../../$(TOOLS)/ ./gosec honnef.co/go/tools/cmd/staticcheck
	@touch $@

bench-detect: ## play the simulation of detection, and write its tables into docs/detection.md
	$(GO) run ./internal/detect/bench

clean: ## remove what was built and installed
	rm -rf .local bin
