// Reads a feed, changes its offers, writes a new feed. usage: change-offers FEED NEW-FEED
//
// Each offer gets a date of change, and sessions without a recruitment state are marked as open.

import LheoModel
import LheoOutput
import LheoParser
import LheoWriter

guard CommandLine.arguments.count == 3 else { fatalError("usage: change-offers FEED NEW-FEED") }

let reader = FeedReader(.file(CommandLine.arguments[1]))
let output = try OutputFile(CommandLine.arguments[2])
let writer = FeedWriter(output.sink)
var count = 0

while var formation = try reader.nextFormation() {
  if count == 0 { writer.begin(reader.header ?? FeedHeader()) }
  count += 1
  formation.datemaj = "20270115"
  for action in formation.actions.indices {
    for session in formation.actions[action].sessions.indices
    where formation.actions[action].sessions[session].etatRecrutement == nil {
      formation.actions[action].sessions[session].etatRecrutement = CodeLeaf(.ouvert)
    }
  }
  writer.write(formation)
}

writer.endOffres()
for extras in reader.extras { writer.write(extras) }
writer.end()
try output.commit()
print("\(count) offers written to \(CommandLine.arguments[2])")
