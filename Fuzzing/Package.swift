// swift-tools-version: 6.1
import PackageDescription

// A package of its own, as what it is built with may not stand in a package that others use. See run.
let package = Package(
  name: "Fuzzing",
  dependencies: [.package(name: "lheo-toolkit", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "LheoJSON", package: "lheo-toolkit"), .product(name: "LheoModel", package: "lheo-toolkit"),
        .product(name: "LheoParser", package: "lheo-toolkit"), .product(name: "LheoOutput", package: "lheo-toolkit"),
        .product(name: "LheoWriter", package: "lheo-toolkit"), .product(name: "LheoValidator", package: "lheo-toolkit"),
        .product(name: "LheoTables", package: "lheo-toolkit"), .product(name: "LheoFormats", package: "lheo-toolkit"),
        .product(name: "LheoOperations", package: "lheo-toolkit"),
      ],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6]
)
