.PHONY: build demo test lint format generate bench clean

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

bench: build
	@Benchmarks/run

clean:
	rm -rf .build demo
