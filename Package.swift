// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "lheo-toolkit",
  products: [
    .library(name: "LheoModel", targets: ["LheoModel"]),
    .library(name: "LheoParser", targets: ["LheoParser"]),
    .library(name: "LheoSchema", targets: ["LheoSchema"]),
    .library(name: "LheoOutput", targets: ["LheoOutput"]),
    .library(name: "LheoWriter", targets: ["LheoWriter"]),
    .library(name: "LheoJSON", targets: ["LheoJSON"]),
    .library(name: "LheoTables", targets: ["LheoTables"]),
    .library(name: "LheoRegisters", targets: ["LheoRegisters"]),
    .library(name: "LheoValidator", targets: ["LheoValidator"]),
    .library(name: "LheoPipeline", targets: ["LheoPipeline"]),
    .library(name: "LheoOperations", targets: ["LheoOperations"]),
    .library(name: "LheoXLSX", targets: ["LheoXLSX"]),
    .library(name: "LheoSQLite", targets: ["LheoSQLite"]),
    .library(name: "LheoPostgreSQL", targets: ["LheoPostgreSQL"]),
    .library(name: "LheoReference", targets: ["LheoReference"]),
    .library(name: "LheoFormats", targets: ["LheoFormats"]),
    .library(name: "LheoReports", targets: ["LheoReports"]),
    .executable(name: "lheo-tool", targets: ["lheo-tool"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // Libraries of the system.
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

    // The typed value types of LHEO 2.3, its element table and code tables. No XML, no input or output.
    .target(name: "LheoModel"),
    // Bytes out: buffered sinks, files that appear whole or not at all, JSON text.
    .target(name: "LheoOutput", dependencies: ["LheoModel", "CZlib"]),
    // Bytes to the parts of a feed, one at a time, with exact positions.
    .target(name: "LheoParser", dependencies: ["LheoModel", "CLibXML2", "CZlib", "CLibZip"]),
    // What breaks the schema, found in buffers.
    .target(name: "LheoSchema", dependencies: ["LheoModel", "LheoParser", "CLibXML2"]),
    // The parts of a feed to bytes.
    .target(name: "LheoWriter", dependencies: ["LheoModel", "LheoOutput"]),
    // The JSON shape of LHEO: one reader, one writer, for NDJSON and `Codable`.
    .target(name: "LheoJSON", dependencies: ["LheoModel", "LheoOutput"]),
    // Columns, conditions, tables and rows; CSV both ways.
    .target(name: "LheoTables", dependencies: ["LheoModel", "LheoOutput", "LheoRegisters"]),
    // What official registers say, as values, and the questions that rules ask.
    .target(name: "LheoRegisters", dependencies: ["LheoModel"]),
    // What is wrong in a feed, as findings a person can act on.
    .target(name: "LheoValidator", dependencies: ["LheoModel", "LheoParser", "LheoRegisters", "LheoSchema"]),

    // Offers flow from sources through stages into sinks, on any number of cores.
    .target(name: "LheoPipeline", dependencies: ["LheoModel", "LheoOutput", "LheoParser", "LheoWriter"]),
    // What is done to whole feeds: inspect, select, compare, repair, edit, split and merge.
    .target(
      name: "LheoOperations",
      dependencies: [
        "LheoModel", "LheoOutput", "LheoParser", "LheoPipeline", "LheoRegisters", "LheoSchema", "LheoTables",
        "LheoValidator", "LheoWriter",
      ]),
    // One format each.
    .target(
      name: "LheoXLSX",
      dependencies: ["LheoModel", "LheoOutput", "LheoParser", "LheoTables", "CLibXML2", "CLibZip", "CXLSXWriter"]),
    .target(
      name: "LheoSQLite",
      dependencies: [
        "LheoModel", "LheoOutput", "LheoTables", "LheoWriter", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    // The reference database: what official registers say, imported from their files and looked up offline.
    .target(
      name: "LheoReference",
      dependencies: [
        "LheoModel", "LheoJSON", "LheoOutput", "LheoParser", "LheoRegisters", "LheoSQLite", "LheoTables", "CLibXML2",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    // Opens libpq when it is asked for: neither the build nor all else needs it.
    .target(name: "LheoPostgreSQL", dependencies: ["LheoModel", "LheoTables"]),
    // All formats, and the one list of them.
    .target(
      name: "LheoFormats",
      dependencies: [
        "LheoModel", "LheoOutput", "LheoParser", "LheoPipeline", "LheoJSON", "LheoTables", "LheoWriter", "LheoXLSX",
        "LheoSQLite", "LheoPostgreSQL",
      ]),
    // All that is reported to people and programs.
    .target(
      name: "LheoReports",
      dependencies: [
        "LheoModel", "LheoOperations", "LheoOutput", "LheoParser", "LheoPipeline", "LheoReference", "LheoRegisters",
        "LheoSchema", "LheoTables", "LheoValidator", "LheoWriter", "LheoXLSX",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: ["report.css", "report.js", "page.mustache", "index.mustache"].map {
        .embedInCode("Findings/HTML/\($0)")
      } + [.embedInCode("Usage/usage.mustache"), .embedInCode("Usage/usage.css")]),

    .executableTarget(
      name: "lheo-tool",
      dependencies: [
        "LheoModel", "LheoParser", "LheoSchema", "LheoWriter", "LheoValidator", "LheoReports", "LheoJSON", "LheoTables",
        "LheoPipeline", "LheoOperations", "LheoXLSX", "LheoSQLite", "LheoPostgreSQL", "LheoReference", "LheoRegisters",
        "LheoFormats",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ]),
    // Reads Schemas/, writes the Generated folders and docs/elements.md.
    .executableTarget(name: "lheo-codegen"),

    .executableTarget(
      name: "lheo-benchmark", dependencies: ["LheoModel", "LheoOutput", "LheoParser", "LheoSchema", "LheoWriter"],
      path: "Benchmarks/lheo-benchmark"),

    // Random documents, and libxml2 as the judge of schemas and canonical XML.
    .target(
      name: "TestSupport", dependencies: ["LheoModel", "LheoOutput", "LheoParser", "CLibXML2", "CZlib"],
      path: "Tests/TestSupport"),
    .testTarget(name: "LheoModelTests", dependencies: ["LheoModel", "LheoJSON", "TestSupport"]),
    .testTarget(name: "LheoOutputTests", dependencies: ["LheoOutput", "TestSupport", "CZlib"]),
    .testTarget(name: "LheoParserTests", dependencies: ["LheoParser", "LheoSchema", "TestSupport", "CZlib"]),
    .testTarget(name: "LheoWriterTests", dependencies: ["LheoParser", "LheoWriter", "LheoOutput", "TestSupport"]),
    .testTarget(
      name: "LheoValidatorTests", dependencies: ["LheoRegisters", "LheoSchema", "LheoValidator", "TestSupport"]),
    .testTarget(
      name: "LheoPipelineTests",
      dependencies: [
        "LheoFormats", "LheoModel", "LheoOutput", "LheoParser", "LheoPipeline", "LheoTables", "LheoValidator",
        "LheoWriter", "TestSupport",
      ]),
    .testTarget(
      name: "LheoReportsTests",
      dependencies: [
        "LheoParser", "LheoValidator", "LheoOperations", "LheoReports", "LheoOutput", "LheoTables", "TestSupport",
      ]),
    .testTarget(
      name: "LheoTablesTests",
      dependencies: [
        "LheoParser", "LheoJSON", "LheoRegisters", "LheoTables", "LheoXLSX", "LheoSQLite", "LheoPostgreSQL",
        "LheoOutput", "LheoWriter", "LheoFormats", "TestSupport",
      ]),
    .testTarget(
      name: "LheoOperationsTests",
      dependencies: [
        "LheoModel", "LheoJSON", "LheoOperations", "LheoOutput", "LheoParser", "LheoPipeline", "LheoRegisters",
        "LheoTables", "LheoValidator", "LheoWriter", "TestSupport",
      ]),
    .testTarget(
      name: "LheoReferenceTests",
      dependencies: [
        "LheoModel", "LheoOutput", "LheoParser", "LheoReference", "LheoRegisters", "LheoReports", "TestSupport",
      ]),
    .testTarget(name: "LheoToolTests", dependencies: ["lheo-tool", "TestSupport"]),
    // What is promised, over all commands and random documents.
    .testTarget(
      name: "LheoPropertyTests",
      dependencies: [
        "lheo-tool", "LheoModel", "LheoJSON", "LheoOperations", "LheoOutput", "LheoParser", "LheoPipeline",
        "LheoRegisters", "LheoReports", "LheoSchema", "LheoTables", "LheoValidator", "LheoWriter", "TestSupport",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
