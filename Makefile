.PHONY: install build demo test lint format generate docs bench clean

BUILD = .build/release

build:
	@scripts/install-dependencies
	swift build -c release --static-swift-stdlib --product lheo-tool

demo: build
	@scripts/demo $(BUILD)/lheo-tool

# Everything, from a fresh clone.
test:
	@scripts/install-dependencies
	swift test --parallel

lint:
	swift format lint --strict --recursive --parallel Sources Tests Examples Benchmarks Package.swift

format:
	swift format --in-place --recursive --parallel Sources Tests Examples Benchmarks Package.swift

# Writes Sources/LheoModel/Generated and docs/elements.md from Schemas/.
generate:
	swift run --quiet lheo-codegen

# Writes the pages that the tool makes of its rules.
docs: build
	$(BUILD)/lheo-tool rules --format markdown --lang en > docs/rules.md
	$(BUILD)/lheo-tool rules --format markdown --lang fr > docs/fr/regles.md

bench: build
	@Benchmarks/run

clean:
	rm -rf .build demo

PREFIX = /usr/local

install: build
	install -Dm755 $(BUILD)/lheo-tool $(DESTDIR)$(PREFIX)/bin/lheo-tool
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(BUILD)/lheo-tool --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/lheo-tool
	$(BUILD)/lheo-tool --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lheo-tool
	$(BUILD)/lheo-tool --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lheo-tool.fish
