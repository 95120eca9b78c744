// Validates a feed while it arrives, as an upload does. usage: check-upload FEED
//
// Findings come as they are found; no thread waits for bytes.

import Foundation
import LheoModel
import LheoValidator

guard CommandLine.arguments.count == 2 else { fatalError("usage: check-upload FEED") }

let handle = try FileHandle(forReadingFrom: URL(filePath: CommandLine.arguments[1]))
let upload = AsyncStream { try? handle.read(upToCount: 4096).flatMap { $0.isEmpty ? nil : $0 } }
let validator = FeedValidator(options: ValidationOptions(asOf: PartialDate(year: 2026, month: 11, day: 25)!))
let summary = try await validator.validate(upload, name: "upload") { print($0.line, $0.message, $0.fix) }
print("\(summary.counts.formations) offers, \(summary.severities[.error] ?? 0) errors")
