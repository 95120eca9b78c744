import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports
import LheoRegisters
import LheoValidator
import LheoWriter
import TestSupport
import Testing

/// Repairs of many random documents, in the tests' own process: thousands take seconds.
@Suite struct RepairPropertyTests {
  private static let day = PartialDate(year: 2026, month: 11, day: 24)!

  /// The feed after repairs.
  private func repaired(_ bytes: [UInt8], _ repairs: [Repair]) throws -> [UInt8] {
    let output = CollectedBytes()
    let stage = OfferRepairer.stage(repairs, date: Self.day, reference: ListedRegisters.example)
    try Pipeline(FeedSource(.bytes(bytes)), stage).run(into: FeedSink(output))
    return output.take()
  }

  /// How often each rule finds something.
  private func findings(_ bytes: [UInt8]) -> [String: Int] {
    var options = ValidationOptions(asOf: .newYear2026)
    options.rules.profiles = Set(Profile.allCases)
    options.rules.asOf = Self.day
    options.rules.reference = ListedRegisters.example
    options.jobs = 1
    var counts: [String: Int] = [:]
    _ = try! FeedValidator(options: options).validate(.bytes(bytes)) { counts[$0.rule, default: 0] += 1 }
    return counts
  }

  /// What the repairs change, as a unified difference.
  private func difference(_ bytes: [UInt8], _ repairs: [Repair], jobs: Int) throws -> [UInt8] {
    let output = CollectedBytes()
    let sink = RepairDifferenceSink(output.sink, name: "feed.xml", indent: 2, style: DifferenceStyle())
    let stage = OfferRepairer.stage(repairs, date: Self.day, reference: ListedRegisters.example).keepingOriginals()
    try Pipeline(FeedSource(.bytes(bytes)), stage, jobs: jobs).run(
      into: sink,
      settle: { _, repaired in
        if let original = repaired.original { sink.note(original) }
        return .keep
      })
    return output.take()
  }

  /// The difference leads from the feed as it would be written without repairs to the repaired one, and nothing changes
  /// without one.
  @Test(arguments: 0..<4, [true, false]) func aDifferenceLeadsToTheRepairedFeed(seed: Int, isValid: Bool) throws {
    for number in 0..<4 * scale {
      var random = RandomDocuments(seed: UInt64(2000 * seed + number))
      let tree = isValid ? random.validFeed(offers: 3) : random.mutatedFeed(offers: 3, changes: 3)
      let bytes = RandomEncoding.utf8.bytes(of: tree)
      guard let before = try? repaired(bytes, []), let after = try? repaired(bytes, Repair.all) else { continue }
      let difference = try difference(bytes, Repair.all, jobs: 1)
      let place = Comment("seed \(2000 * seed + number), \(isValid ? "valid" : "mutated")")
      #expect(try UnifiedPatch(difference).applied(to: before) == after, place)
      #expect(difference.isEmpty == (before == after), place)
      #expect(try self.difference(bytes, Repair.all, jobs: 3) == difference, place)
    }
  }

  private static let safe = Repair.all.filter { !$0.isUnsafe }

  /// A valid feed stays valid, no rule finds more than before, and what has been repaired is repaired.
  @Test(arguments: 0..<8, [true, false]) func repairsMakeNothingWorse(seed: Int, isValid: Bool) throws {
    for number in 0..<4 * scale {
      var random = RandomDocuments(seed: UInt64(1000 * seed + number))
      let tree = isValid ? random.validFeed(offers: 2) : random.mutatedFeed(offers: 2, changes: 2)
      let bytes = RandomEncoding.utf8.bytes(of: tree)
      guard let before = reference.isValid(bytes) else { continue }
      for repairs in [Self.safe, Repair.all] {
        guard let once = try? repaired(bytes, repairs) else { continue }
        let place = Comment("seed \(1000 * seed + number), \(isValid ? "valid" : "mutated")")
        if before { #expect(reference.problems(in: once) == [], place) }
        #expect(try repaired(once, repairs) == once, place)
        let (old, new) = (findings(bytes), findings(once))
        // What registers remark on codes that they have given is no obstacle.
        let worse = new.filter { $0.value > old[$0.key, default: 0] && Rule.named($0.key)?.isRemarkOfRegisters != true }
        #expect(worse.isEmpty, "\(place): \(worse)")
      }
    }
  }
}
