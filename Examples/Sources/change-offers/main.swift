// Changes the offers of a feed. usage: change-offers FEED NEW-FEED
//
// Each offer gets a date of change, and sessions without a recruitment state are marked as open.

import LheoModel
import LheoParser
import LheoPipeline

guard CommandLine.arguments.count == 3 else { fatalError("usage: change-offers FEED NEW-FEED") }

try Pipeline(FeedSource(.file(CommandLine.arguments[1])))
  .changing { formation in
    formation.datemaj = "20270115"
    for action in formation.actions.indices {
      for session in formation.actions[action].sessions.indices
      where formation.actions[action].sessions[session].etatRecrutement == nil {
        formation.actions[action].sessions[session].etatRecrutement = CodeLeaf(.ouvert)
      }
    }
  }
  .write(to: CommandLine.arguments[2])
