// Writes the sessions of a feed as CSV, piece by piece, as the body of a response is written. usage: stream-table FEED
//
// Rows are made on other threads; the pipeline waits for who reads, and ends with them.

import LheoFormats
import LheoOutput
import LheoParser
import LheoPipeline
import LheoTables

guard CommandLine.arguments.count == 2 else { fatalError("usage: stream-table FEED") }

var options = OutputFormat.Options()
options.reading.condition = try Condition("session/periode/debut >= 2026-01-01")
let body = try OutputFile("-")
for try await piece in Pipeline(FeedSource(.file(CommandLine.arguments[1]))).bytes(as: .csv, options: options) {
  piece.withUnsafeBufferPointer { body.sink.append($0) }
}
try body.commit()
