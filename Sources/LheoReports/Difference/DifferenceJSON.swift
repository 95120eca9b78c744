import LheoModel
import LheoOperations
import LheoOutput

/// For programs: one document, version 1.
struct DifferenceJSON: DifferenceReport {
  private var json: JSONWriter
  private var summary = DifferenceSummary()

  init(sink: ByteSink) { json = JSONWriter(sink) }

  mutating func begin(old: String, new: String) {
    json.begin("{")
    json.member("version", 1)
    json.member("old", old)
    json.member("new", new)
    json.key("offers")
    json.begin("[")
  }

  mutating func write(_ change: OfferChange) {
    summary.count(change)
    json.object { json in
      json.member("change", change.kind.rawValue)
      json.member("formation", change.numero)
      json.member("intitule", change.intitule)
      guard change.kind == .changed else { return }
      json.key("fields")
      json.list { list in
        for field in change.fields {
          list.object {
            $0.member("path", field.path)
            $0.member("label", field.label)
            $0.member("place", field.place.path)
            $0.member("before", field.before)
            $0.member("after", field.after)
          }
        }
      }
    }
  }

  mutating func end(same: Int) {
    summary.same = same
    json.end("]")
    json.counts(of: summary)
    json.end("}")
    json.newLine()
  }
}

extension JSONWriter {
  /// How many offers there are of each kind.
  mutating func counts(of summary: DifferenceSummary) {
    for kind in OfferChange.Kind.allCases { member(kind.rawValue, summary[kind]) }
    member("same", summary.same)
  }
}
