import LheoModel

/// Values in an order, of which some are tried and the boundaries between them sought.
struct Scale: Sendable {
  private let values: [Int]
  private let text: @Sendable (Int) -> String
  private let name: @Sendable (Int) -> String

  /// The scale of a number, date or time; `nil` for other texts.
  init?(of text: String, as prefix: String = "") {
    if let day = PartialDate(text)?.dayNumber {
      let offsets = [1, 10, 30, 60, 100, 200, 400, 800, 1600]
      values = (offsets + offsets.map { -$0 } + [0]).map { day + $0 }.sorted()
      self.text = { PartialDate(dayNumber: $0)!.lheoText }
    } else if let time = TimeOfDay(text) {
      values = Array(Set(stride(from: 0, to: 1440, by: 60) + [time.hour * 60 + time.minute, 1439])).sorted()
      self.text = { TimeOfDay(hour: $0 / 60, minute: $0 % 60)!.lheoText }
    } else if let number = Int(text), text.utf8.count < 5 {
      values = Array(Set([0, 1, 2, 3, 5, 10, 50, 200, 1000, 5000, number])).sorted()
      self.text = { String($0) }
    } else {
      return nil
    }
    name = { [text = self.text] in prefix + text($0) }
  }

  private init(values: [Int], text: @escaping @Sendable (Int) -> String, name: @escaping @Sendable (Int) -> String) {
    self.values = values
    self.text = text
    self.name = name
  }

  /// The text cut or repeated to so many characters.
  static func length(of text: String) -> Scale {
    let pattern = text.isEmpty ? "x" : text + " "
    return Scale(values: [1, 5, 20, 100, 500, 3100]) { length in
      String(String(repeating: pattern, count: length / pattern.count + 1).prefix(length))
    } name: {
      "\($0) characters"
    }
  }

  /// What is said of the values tried, and of those on both sides of each boundary between two of them.
  func outcomes<Outcome: Equatable>(_ judge: (String) -> Outcome) -> [(value: Int, verdicts: Outcome)] {
    var known: [Int: Outcome] = [:]
    func outcome(_ value: Int) -> Outcome {
      if let outcome = known[value] { return outcome }
      let outcome = judge(text(value))
      known[value] = outcome
      return outcome
    }
    func search(_ low: Int, _ high: Int) {
      guard high - low > 1, outcome(low) != outcome(high) else { return }
      let middle = (low + high) / 2
      search(low, middle)
      search(middle, high)
    }
    for (low, high) in zip(values, values.dropFirst()) { search(low, high) }
    for value in values { _ = outcome(value) }
    return known.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The ranges with one verdict.
  func ranges(_ verdicts: [(value: Int, verdict: String)]) -> [(name: String, verdict: String)] {
    let starts = verdicts.indices.filter { $0 == 0 || verdicts[$0].verdict != verdicts[$0 - 1].verdict }
    return zip(starts, starts.dropFirst() + [verdicts.count]).map { start, end in
      let (first, last) = (name(verdicts[start].value), name(verdicts[end - 1].value))
      return (first == last ? first : "\(first) to \(last)", verdicts[start].verdict)
    }
  }
}
