# The one interface to the project: `make help` lists what it can do. GNU make 4.3 and bash.
SHELL := bash
.SHELLFLAGS := -o errexit -o pipefail -o nounset -c
MAKEFLAGS += --warn-undefined-variables --no-print-directory
.DEFAULT_GOAL := help

# SQLite is the C library where a C compiler that finds its headers is at hand and CGO_ENABLED is not 0, else the one in Go.
cgo := $(shell [ "$$(go env CGO_ENABLED)" = 1 ] && printf '\043include <stdlib.h>\n' | $$(go env CC) -x c -fsyntax-only - >/dev/null 2>&1 && echo 1 || echo 0)
export CGO_ENABLED := $(cgo)
ifeq ($(cgo),1)
tags := sqlite_fts5,nomsgpack
sqlite := SQLite through the C compiler
else
tags := nomsgpack
sqlite := SQLite in pure Go, for there is no C compiler (or CGO_ENABLED=0)
endif

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
FUZZTIME ?= 10s
KILLS ?= 100
SKIP ?=
BENCH ?= .
PAGES ?= all
ENTRIES ?= 100000
REPORTS ?= 1000
ADDR ?=
PLATFORMS ?= linux/amd64 linux/arm64 linux/loong64 windows/amd64
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.1
REDOCLY := @redocly/cli@2.77.0
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

htmx := frontend/assets/vendor/htmx.min.js
axe := frontend/node_modules/axe-core/axe.min.js
lighthouse := frontend/lighthouse/node_modules/lighthouse/cli/index.js
npm-ci := npm ci --silent --no-audit --no-fund --no-update-notifier
packages-with = grep -rl --include='*_test.go' '$1' backend frontend seeds | xargs -r -n1 dirname | sort -u | sed 's|^|./|'
# On a busy machine go test -fuzz may fail because its own time was up, having found nothing (golang.org/issue/75804): that is no fault.
only-late = { grep -q 'context deadline exceeded' "$$log" && ! grep -qE 'Failing input|panic:|fatal error|unexpectedly' "$$log"; }
ours := git ls-files --cached --others --exclude-standard

##@ Every day
.PHONY: help
help: ## List what make can do
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } /^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@printf '\n%s\n' 'Variables: ADDR=127.0.0.1:9000  TAIZHANG_DATA=folder  FUZZTIME=1m  BENCH=Extract  PAGES='ledger desk'  CGO_ENABLED=0'

.PHONY: run
run: build ## Build, load the sample report and serve it; prints a sign-in link
	@exec $(if $(ADDR),env TAIZHANG_ADDR=$(ADDR)) bin/taizhang serve --sample

.PHONY: dev
dev: assets ## Serve with the gallery, built anew at every change of a page
	@exec $(if $(ADDR),env TAIZHANG_ADDR=$(ADDR)) go tool templ generate --watch --path frontend --cmd "go run -C .. -tags $(tags) ./backend/cmd/taizhang serve --sample --dev"

.PHONY: build
build: assets ## Build bin/taizhang
	@echo "Building ($(sqlite); the first time takes a minute or two) …"
	@go build -tags $(tags) -ldflags '-X main.version=$(VERSION)' -o bin/taizhang ./backend/cmd/taizhang

.PHONY: test
test: ## Run the tests; needs only Go, and says what it leaves out
	@echo "Testing ($(sqlite)) …"
	@command -v chromium >/dev/null || echo "chromium not found: the browser tests are left out"
	@command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || [ -n "$${TAIZHANG_TEST_POSTGRES:-}" ] || echo "PostgreSQL not found: what is tested on it is left out"
	@command -v soffice >/dev/null || echo "LibreOffice not found: workbooks read and papers printed with it are left out"
	@go test -tags $(tags) -timeout 30m -skip '$(SKIP)' ./...

##@ Assets and generated files
.PHONY: assets
assets: $(htmx) ## Fetch the scripts that the pages use, where npm is at hand

# Fetched again only when the lock file changed. Pages work without, so a failure is told and no more.
$(htmx): frontend/package-lock.json
	@if ! command -v npm >/dev/null; then echo "npm not found: pages work, but without htmx."; \
	elif (cd frontend && $(npm-ci) --omit=dev && npm run --silent assets); then touch $@; \
	else echo "npm could not fetch the scripts: pages work, but without htmx."; fi

.PHONY: tools
tools: $(axe) ## Fetch axe-core, by which the browser tests tell whether pages can be used by everybody

$(axe): frontend/package-lock.json
	@cd frontend && $(npm-ci) && touch node_modules/axe-core/axe.min.js

$(lighthouse): frontend/lighthouse/package-lock.json
	@cd frontend/lighthouse && $(npm-ci) && touch node_modules/lighthouse/cli/index.js

.PHONY: generate
generate: ## Write the Go of the pages from their templates
	@go tool templ generate -path frontend -log-level warn

.PHONY: docs
docs: ## Write docs/rules.md and docs/lifecycle.md from the code
	@go test -tags $(tags) ./backend -run 'TestRulesPage|TestLifecyclePage' -update

.PHONY: pictures
pictures: assets ## Take the pictures of README and guide anew, with a browser
	@rm -f docs/pictures/*.webp
	@TAIZHANG_REQUIRE=chromium TAIZHANG_GUIDE=$(CURDIR)/docs/pictures go test -tags $(tags) -count=1 -run E2EGuidePictures ./backend/web
	@du -h docs/pictures/*.webp

.PHONY: update
update: ## Rewrite the expected results of tests from what the code says now
	@for p in $$($(call packages-with,Bool."update")); do go test -tags $(tags) $$p -update; done

##@ Checks
.PHONY: check
check: fmt stale vet lint-api race ## Everything that needs no services: format, generated files, vet, staticcheck, race
	@echo "All checks passed."

.PHONY: fmt
fmt: ## Check that all Go is formatted
	@bad=$$($(ours) '*.go' | grep -v _templ.go | xargs gofmt -l); [ -z "$$bad" ] || { printf 'not formatted:\n%s\n' "$$bad"; exit 1; }

.PHONY: stale
stale: ## Check that the Go of the pages is up to date
	@sums() { $(ours) '*_templ.go' | sort | while read -r f; do [ ! -f "$$f" ] || sha256sum "$$f"; done; }; \
	before=$$(sums); $(MAKE) generate; after=$$(sums); \
	[ "$$before" = "$$after" ] || { echo "was out of date and is written anew:"; diff <(echo "$$before") <(echo "$$after") || true; exit 1; }

.PHONY: vet
vet: ## Run go vet and staticcheck, with either SQLite
	@go vet -tags $(tags) ./...
	@CGO_ENABLED=0 go vet ./...
	@go run $(STATICCHECK) -tags $(tags) ./...

.PHONY: lint-api
lint-api: ## Lint the API's description, where npm is at hand
	@if ! command -v npx >/dev/null; then echo "npm not found: the API's description is not linted"; \
	else REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true npx --yes $(REDOCLY) lint docs/api/openapi.yaml; fi

.PHONY: race
race: ## Run the tests on SQLite but those in a browser with the race detector, in random order
ifeq ($(cgo),1)
	@go test -tags $(tags) -race -shuffle=on -timeout 40m -skip 'E2E|OnPostgreSQL' ./...
else
	@echo "no C compiler: the race detector is left out"
	@go test -tags $(tags) -shuffle=on -timeout 40m -skip 'E2E|OnPostgreSQL' ./...
endif

.PHONY: vuln
vuln: ## Look for known vulnerabilities in what we use (needs the internet)
	@go run $(GOVULNCHECK) -tags $(tags) ./...

.PHONY: e2e
e2e: build ## Drive the built program through a browser; fails where one is missing
	@[ -s $(axe) ] || echo "axe-core not found: nothing is said of accessibility (make tools)"
	@TAIZHANG_REQUIRE=$${TAIZHANG_REQUIRE:-chromium} go test -tags $(tags) -count=1 -timeout 60m -run E2E $$($(call packages-with,func TestE2E))

.PHONY: faults
faults: ## Break what can break under load, the server killed KILLS times; no acknowledged write may be lost
	@TAIZHANG_FAULTS=1 TAIZHANG_KILLS=$(KILLS) go test -tags $(tags) -count=1 -timeout 45m -v \
	  -run 'Killed|Bounded|Idle|Graceful|DiskFull|ReadOnly|PostgresStops|RollingRestart|TakesOver|ClockSetBack|Damage|ClusterFailsOver|OnCluster|ContinuousBackup' ./backend/cmd/taizhang ./backend/store

.PHONY: lighthouse
lighthouse: assets $(lighthouse) ## Fetch Lighthouse and print what it says of the main PAGES; accessibility below 95 fails
	@TAIZHANG_LIGHTHOUSE='$(PAGES)' go test -tags $(tags) -count=1 -timeout 30m -run TestLighthouse -v ./backend/web | grep -v '^=== '

.PHONY: fuzz
fuzz: ## Run each fuzz target for FUZZTIME
	@log=$$(mktemp); trap 'rm -f "$$log"' EXIT; for p in $$($(call packages-with,^func Fuzz)); do for name in $$(go test -tags $(tags) -list '^Fuzz' $$p | grep ^Fuzz); do \
	  echo "$$p $$name"; go test -tags $(tags) -run '^$$' -fuzz "^$$name$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$p 2>&1 | tee "$$log" || $(only-late) || exit 1; done; done

.PHONY: bench
bench: build ## Print how fast the work is done beside the least that it can cost; ENTRIES=10000,1000000
	@bin/taizhang bench --entries $(ENTRIES) --reports $(REPORTS)

.PHONY: gobench
gobench: ## Print the figures of the small benchmarks
	@go test -tags $(tags) -run '^$$' -bench '$(BENCH)' -benchmem ./... | grep -v 'no test files\|^PASS\|^ok'

##@ Release
# The same commit gives the same bytes: no path, no time and no build number goes in, and the pages' scripts come by lock file.
.PHONY: dist
dist: assets ## Build static binaries into dist/, with checksums and bills of materials
	@rm -rf dist && mkdir dist
	@for p in $(PLATFORMS); do os=$${p%/*}; out=dist/taizhang-$(VERSION)-$$os-$${p#*/}; [ $$os != windows ] || out=$$out.exe; echo "$$out"; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$${p#*/} go build -trimpath -buildvcs=false -tags nomsgpack -ldflags '-s -w -buildid= -X main.version=$(VERSION)' -o "$$out" ./backend/cmd/taizhang; \
	  deploy/sbom "$$out" > "$$out.cdx.json"; done
	@cd dist && sha256sum taizhang-* > SHA256SUMS && ls -l && cat SHA256SUMS

.PHONY: image
image: ## Build the container image of a static binary, with buildah, podman or docker; no registry is asked
	@$(MAKE) dist PLATFORMS=linux/$$(go env GOARCH)
	@deploy/image dist/taizhang-$(VERSION)-linux-$$(go env GOARCH)

.PHONY: twice
twice: dist ## Build once more, from a copy elsewhere and with no cache, and compare the bytes
	@dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; mkdir $$dir/elsewhere && { $(ours); ls $(htmx) 2>/dev/null || true; } | tar -c -T - | tar -x -C $$dir/elsewhere; \
	GOCACHE=$$dir/cache $(MAKE) -C $$dir/elsewhere dist PLATFORMS='$(PLATFORMS)' VERSION=$(VERSION) >/dev/null; \
	diff dist/SHA256SUMS $$dir/elsewhere/dist/SHA256SUMS && echo "the same bytes twice"

.PHONY: clean
clean: ## Remove what was built and fetched; keeps the data folder
	@rm -rf bin dist frontend/node_modules frontend/lighthouse/node_modules frontend/assets/vendor && go clean -testcache
