// swift-tools-version: 6.1
import PackageDescription

// A package of its own: it uses the libraries as anybody else does, by what they make public.
let libraries: [Target.Dependency] = [
  "LheoModel", "LheoOutput", "LheoParser", "LheoWriter", "LheoValidator", "LheoPipeline", "LheoFormats", "LheoTables",
].map { .product(name: $0, package: "lheo-toolkit") }

let package = Package(
  name: "Examples",
  dependencies: [.package(name: "lheo-toolkit", path: "..")],
  targets: [
    .executableTarget(name: "read-offers", dependencies: libraries),
    .executableTarget(name: "filter-feed", dependencies: libraries),
    .executableTarget(name: "change-offers", dependencies: libraries),
    .executableTarget(name: "write-feed", dependencies: libraries),
    .executableTarget(name: "stream-table", dependencies: libraries),
    .executableTarget(name: "check-upload", dependencies: libraries),
  ],
  swiftLanguageModes: [.v6]
)
