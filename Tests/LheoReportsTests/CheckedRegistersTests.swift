import LheoModel
import LheoRegisters
import LheoReports
import LheoValidator
import TestSupport
import Testing

/// What reports say of the registers that feeds were checked with.
@Suite struct CheckedRegistersTests {
  /// What a report in English says was missing.
  private func missing(_ there: [Register], _ profiles: Set<Profile>) throws -> [String] {
    var registers = ListedRegisters.example
    registers.editions = registers.editions.filter {
      ![.rncp, .rs].contains($0.register) || there.contains($0.register)
    }
    var options = RuleOptions(asOf: PartialDate(year: 2026, month: 11, day: 24)!)
    options.profiles = profiles
    options.reference = registers
    let memory = Memory()
    var context = ReportContext(
      tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-24", profiles: [], language: .en)
    context.registers = CheckedRegisters(options)
    let report = ReportFormat.statistics.makeReport(memory.sink, context)
    report.begin()
    report.end()
    let start = "Not checked: needs "
    guard let line = try memory.text().split(separator: "\n").first(where: { $0.hasPrefix(start) }) else { return [] }
    return line.dropFirst(start.count).dropLast().split(separator: "; ").map(String.init)
  }

  /// Rules on certifications run with one répertoire, but not on codes of the other: it is named, if somebody asks for
  /// certifications. Without both, these rules are counted.
  @Test(arguments: [([Register.rncp, .rs], []), ([.rncp], ["the RS"]), ([.rs], ["the RNCP"])])
  func aMissingRepertoireIsNamed(_ there: [Register], _ names: [String]) throws {
    // What has a number of rules was not checked at all: blocs are those of the RNCP.
    #expect(try missing(there, [.certification]).filter { !$0.hasSuffix(")") } == names)
    #expect(try missing(there, []) == [])
  }

  @Test func withoutCertificationsTheirRulesAreCounted() throws {
    let missing = try missing([], [.certification])
    #expect(missing.contains { $0.hasPrefix("the RNCP or the RS (") } && missing.allSatisfy { $0.hasSuffix("rules)") })
  }
}
