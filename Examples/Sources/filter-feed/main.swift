// Writes the offers of a feed that lead to a certification. usage: filter-feed FEED NEW-FEED
//
// What is around and beside the offers survives by itself; the new feed appears whole or not at all.

import LheoParser
import LheoPipeline

guard CommandLine.arguments.count == 3 else { fatalError("usage: filter-feed FEED NEW-FEED") }

try Pipeline(FeedSource(.file(CommandLine.arguments[1])), jobs: 2)
  .keeping { $0.certifiante.code == .oui }
  .write(to: CommandLine.arguments[2])
