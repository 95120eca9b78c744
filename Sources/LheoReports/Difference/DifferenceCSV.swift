import LheoOperations
import LheoOutput

/// For spreadsheets: a row for each field that differs, and for each offer that is new or gone. No cell starts a formula.
struct DifferenceCSV: DifferenceReport {
  let sink: ByteSink

  func begin(old: String, new: String) {
    sink.csvRow(["change", "formation", "intitule", "path", "label", "before", "after"])
  }

  func write(_ change: OfferChange) {
    let offer = [change.kind.rawValue, change.numero, change.intitule]
    if change.fields.isEmpty { sink.csvRow(offer + [nil, nil, nil, nil]) }
    for field in change.fields { sink.csvRow(offer + [field.path, field.label, field.before, field.after]) }
  }

  func end(same: Int) {}
}
