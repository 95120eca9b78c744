import LheoModel
import LheoOperations
import LheoOutput

extension UsageReport {
  /// For spreadsheets: a row for each entry, and one for each of its sources and periods. No cell starts a formula.
  func writeCSV(to sink: ByteSink) {
    sink.csvRow([
      "kind", "path", "name", "label", "dimension", "group", "all_offers", "offers", "filled_offers", "parents",
      "in_parents", "occurrences", "filled", "empty", "placeholder", "distinct", "distinct_is_exact",
    ])
    for entry in usage.entries {
      let counts = entry.counts
      let start = [entry.kind.rawValue, entry.path, entry.name, entry.label]
      let numbers = [
        usage.offers, counts.offers, counts.filledOffers, counts.parents, counts.inParents, counts.occurrences,
        counts.filled, counts.empty, counts.placeholder, entry.distinct,
      ]
      sink.csvRow(start + ["total", nil] + numbers.map(String.init) + [entry.distinctIsExact ? "1" : "0"])
      if counts.occurrences == 0 { continue }
      for (dimension, groups, shares) in [
        ("source", usage.sources, entry.sources), ("period", usage.periods, entry.periods),
      ] {
        for (number, group) in groups.enumerated() {
          let counts = [group.offers, shares.offers[number], shares.filledOffers[number]]
          sink.csvRow(
            start + [dimension, group.name] + counts.map(String.init) + [String?](repeating: nil, count: 8))
        }
      }
    }
  }

  /// For programs: one document, version 1.
  func writeJSON(to sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object { json in
      json.member("version", 1)
      json.key("tool")
      json.object {
        $0.member("name", tool.name)
        $0.member("version", tool.version)
      }
      json.member("period", usage.period.rawValue)
      json.member("offers", usage.offers)
      json.key("isCut")
      json.bool(usage.isCut)
      json.groups("sources", usage.sources)
      json.groups("periods", usage.periods)
      json.key("unreadable")
      json.list { list in
        for error in unreadable {
          list.object {
            $0.member("file", error.file)
            $0.members(of: error, in: language)
          }
        }
      }
      json.key("entries")
      json.list { list in for entry in usage.entries { list.object { $0.members(of: entry) } } }
    }
    json.newLine()
  }
}

extension JSONWriter {
  fileprivate mutating func groups(_ key: String, _ groups: [Usage.Group]) {
    self.key(key)
    list { list in
      for group in groups {
        list.object {
          $0.member("name", group.name)
          $0.member("offers", group.offers)
        }
      }
    }
  }

  fileprivate mutating func members(of entry: UsageEntry) {
    member("kind", entry.kind.rawValue)
    member("path", entry.path)
    member("name", entry.name)
    member("label", entry.label)
    member("depth", entry.depth)
    member("offers", entry.counts.offers)
    member("filledOffers", entry.counts.filledOffers)
    member("parents", entry.counts.parents)
    member("inParents", entry.counts.inParents)
    member("occurrences", entry.counts.occurrences)
    member("filled", entry.counts.filled)
    member("empty", entry.counts.empty)
    member("placeholder", entry.counts.placeholder)
    member("distinct", entry.distinct)
    key("distinctIsExact")
    bool(entry.distinctIsExact)
    if entry.counts.occurrences == 0 { return }
    shares("sources", entry.sources)
    shares("periods", entry.periods)
  }

  /// In the order of the sources and periods of the document.
  private mutating func shares(_ key: String, _ shares: UsageEntry.Shares) {
    self.key(key)
    object { object in
      for (key, numbers) in [("offers", shares.offers), ("filledOffers", shares.filledOffers)] {
        object.key(key)
        object.list { list in for number in numbers { list.number(number) } }
      }
    }
  }
}
