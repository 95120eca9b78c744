// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "lheo-toolkit",
  products: [
    .library(name: "LheoModel", targets: ["LheoModel"]),
    .library(name: "LheoParser", targets: ["LheoParser"]),
    .library(name: "LheoWriter", targets: ["LheoWriter", "LheoOutput"]),
    .library(name: "LheoValidator", targets: ["LheoValidator"]),
    .library(name: "LheoReports", targets: ["LheoReports"]),
    .library(name: "LheoTables", targets: ["LheoTables"]),
    .library(name: "LheoOperations", targets: ["LheoOperations"]),
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
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),

    // The typed value types of LHEO 2.3, its element table and code tables. No XML, no input or output.
    .target(name: "LheoModel"),
    // Bytes out: buffered sinks, files that appear whole or not at all, JSON text.
    .target(name: "LheoOutput", dependencies: ["CZlib"]),
    // Bytes to formations, one at a time, with exact positions; the schema check.
    .target(name: "LheoParser", dependencies: ["LheoModel", "CLibXML2", "CZlib", "CLibZip"]),
    // Formations to bytes.
    .target(name: "LheoWriter", dependencies: ["LheoModel", "LheoOutput"]),
    // What is wrong in a feed, as findings a person can act on.
    .target(name: "LheoValidator", dependencies: ["LheoModel", "LheoParser"]),
    // Findings to text, JSON, SARIF, JUnit, HTML, CSV and Markdown.
    .target(
      name: "LheoReports",
      dependencies: ["LheoValidator", "LheoOutput", .product(name: "Mustache", package: "swift-mustache")],
      resources: ["report.css", "report.js", "summary.mustache", "index.mustache"].map { .embedInCode("HTML/\($0)") }),
    // Offers to and from tables and NDJSON.
    .target(
      name: "LheoTables",
      dependencies: [
        "LheoModel", "LheoOutput", "LheoWriter", "CLibZip", "CXLSXWriter",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),

    // What is done to whole feeds: inspect, select, compare, repair, upgrade, split and merge.
    .target(
      name: "LheoOperations",
      dependencies: ["LheoModel", "LheoOutput", "LheoParser", "LheoTables", "LheoValidator", "LheoWriter"]),

    .executableTarget(
      name: "lheo-tool",
      dependencies: [
        "LheoModel", "LheoParser", "LheoWriter", "LheoValidator", "LheoReports", "LheoTables", "LheoOperations",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ]),
    // Reads Schemas/, writes the Generated folders and docs/elements.md.
    .executableTarget(name: "lheo-codegen"),

    .executableTarget(
      name: "change-offers", dependencies: ["LheoModel", "LheoOutput", "LheoParser", "LheoWriter"],
      path: "Examples/ChangeOffers"),
    .executableTarget(
      name: "read-offers", dependencies: ["LheoModel", "LheoParser", "LheoValidator"], path: "Examples/ReadOffers"),
    .executableTarget(
      name: "write-feed", dependencies: ["LheoModel", "LheoOutput", "LheoParser", "LheoValidator", "LheoWriter"],
      path: "Examples/WriteFeed"),
    .executableTarget(
      name: "lheo-benchmark", dependencies: ["LheoModel", "LheoOutput", "LheoParser", "LheoWriter"],
      path: "Benchmarks/lheo-benchmark"),

    // Random documents, and libxml2 as the judge of schemas and canonical XML.
    .target(
      name: "TestSupport", dependencies: ["LheoModel", "LheoOutput", "LheoParser", "CLibXML2", "CZlib"],
      path: "Tests/TestSupport"),
    .testTarget(name: "LheoModelTests", dependencies: ["LheoModel", "TestSupport"]),
    .testTarget(name: "LheoOutputTests", dependencies: ["LheoOutput", "TestSupport", "CZlib"]),
    .testTarget(name: "LheoParserTests", dependencies: ["LheoParser", "TestSupport", "CZlib"]),
    .testTarget(name: "LheoWriterTests", dependencies: ["LheoParser", "LheoWriter", "LheoOutput", "TestSupport"]),
    .testTarget(name: "LheoValidatorTests", dependencies: ["LheoValidator", "TestSupport"]),
    .testTarget(
      name: "LheoReportsTests",
      dependencies: ["LheoParser", "LheoValidator", "LheoReports", "LheoOutput", "TestSupport"]),
    .testTarget(
      name: "LheoTablesTests", dependencies: ["LheoParser", "LheoTables", "LheoOutput", "LheoWriter", "TestSupport"]),
    .testTarget(
      name: "LheoOperationsTests",
      dependencies: [
        "LheoModel", "LheoOperations", "LheoOutput", "LheoParser", "LheoTables", "LheoValidator", "LheoWriter",
        "TestSupport",
      ]),
    .testTarget(name: "LheoToolTests", dependencies: ["lheo-tool", "TestSupport"]),
    // What is promised, over all commands and random documents.
    .testTarget(
      name: "LheoPropertyTests",
      dependencies: [
        "lheo-tool", "LheoModel", "LheoOperations", "LheoOutput", "LheoParser", "LheoTables", "LheoValidator",
        "LheoWriter", "TestSupport",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
