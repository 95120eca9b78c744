.PHONY: build demo test lint format generate docs bench clean

BUILD = .build/release

build:
	@scripts/install-dependencies
	swift build -c release --product lheo-tool

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
