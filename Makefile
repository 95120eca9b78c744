.PHONY: examples install install-files build demo test properties golden lint format generate docs site bench instructions man documentation deb fuzz faults mutants sanitize clean

BUILD = .build/release

build:
	@scripts/install-dependencies
	swift build -c release --static-swift-stdlib --product lheo-tool

demo: build
	@scripts/demo $(BUILD)/lheo-tool

# Everything, from a fresh clone.
test:
	@scripts/install-dependencies --tests
	@scripts/test

TIMES = 32

# What is promised of all commands, on so many times as many random documents and all lines of the table of commands:
# about an hour.
properties:
	@scripts/install-dependencies --tests
	LHEO_PROPERTIES=$(TIMES) LHEO_DOCUMENTS=$(TIMES) scripts/test --filter "LheoPropertyTests|SchemaDifferentialTests"

# Compiles and runs the programs of Examples, a package of its own.
examples:
	@scripts/install-dependencies
	@scripts/run-examples

# Writes the outputs that tests compare with anew; look at what git diff Tests/Golden shows before you commit it.
golden:
	LHEO_RENEW_GOLDEN=1 scripts/test --filter Golden

lint:
	swift format lint --strict --recursive --parallel Sources Tests Examples Benchmarks scripts Package.swift

format:
	swift format --in-place --recursive --parallel Sources Tests Examples Benchmarks scripts Package.swift

# Writes Sources/LheoModel/Generated and docs/elements.md from Schemas/.
generate:
	swift run --quiet lheo-codegen

# Writes the pages that the tool makes of its rules.
docs: build
	$(BUILD)/lheo-tool rules --format markdown --lang en > docs/rules.md
	$(BUILD)/lheo-tool rules --format markdown --lang fr > docs/fr/regles.md

# The documentation site, in build/site: rules, elements, codes, tables and guides, in French and English.
site: build
	@scripts/site/build $(BUILD)/lheo-tool build/site

bench: build
	@Benchmarks/run

# What each command costs in instructions, compared with what is recorded; and that cost grows with the feed.
instructions: build
	@scripts/install-dependencies --tests
	@Benchmarks/instructions

# The manual pages of the commands, made of their help, in English and French.
man: build
	swift build -c release --static-swift-stdlib --product generate-manual
	@scripts/make-manual $(BUILD)/generate-manual $(BUILD)/lheo-tool build/man

# The API documentation of the libraries, in build/documentation.
documentation:
	@scripts/build-documentation

TARGET = feed
SECONDS = 60

# Bytes nobody thought of, for so many seconds: TARGET is feed, bytes, ndjson, csv, where or columns.
fuzz:
	@Fuzzing/run $(TARGET) $(SECONDS)

# Kills and starves the tool at random moments.
faults: build
	@scripts/test-faults $(BUILD)/lheo-tool

SEED = 1
COUNT = 100

# Small faults in the sources, drawn at random: which of them does no test notice? Takes about an hour.
mutants:
	@scripts/install-dependencies --tests
	@scripts/mutants/run --seed $(SEED) --count $(COUNT)

# The tests under the address sanitizer, then the thread sanitizer.
sanitize:
	ASAN_OPTIONS=detect_leaks=0 swift test --sanitize address --scratch-path .build-asan
	swift test --sanitize thread --scratch-path .build-tsan

clean:
	rm -rf .build .build-test .build-asan .build-tsan build demo

PREFIX = /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share

# The tool, its manual pages, and completions for bash, zsh and fish.
install: man install-files

install-files:
	install -Dm755 $(BUILD)/lheo-tool $(DESTDIR)$(PREFIX)/bin/lheo-tool
	install -Dm644 -t $(SHARE)/man/man1 build/man/*.1
	install -Dm644 -t $(SHARE)/man/fr/man1 build/man/fr/*.1
	install -d $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	$(BUILD)/lheo-tool --generate-completion-script bash > $(SHARE)/bash-completion/completions/lheo-tool
	$(BUILD)/lheo-tool --generate-completion-script zsh > $(SHARE)/zsh/site-functions/_lheo-tool
	$(BUILD)/lheo-tool --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/lheo-tool.fish

# build/lheo-tool_VERSION_ARCH.deb
deb: man
	@scripts/make-debian-package $(BUILD)/lheo-tool
