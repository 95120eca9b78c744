import LheoReference
import LheoRegisters
import LheoReports

/// What is in the reference database, how old it is, and what is missing.
struct RegisterFacts {
  /// The database and its registers, with the day of each.
  private(set) var facts: [(name: String, value: String)]
  /// Why a database that is there is of no use.
  private(set) var problems: [String] = []

  /// Looks into the database at a path; that there is none is a problem where something names it.
  init(_ path: String) {
    let reference: Reference
    do {
      reference = try Reference(path: path)
    } catch {
      facts = [("reference", "-")]
      if error.problem != .noDatabase || path != ReferenceOption.usualPath {
        problems = [error.description(in: Speech.language)]
      }
      return
    }
    facts = [("reference", path)]
    for register in Register.allCases {
      guard let source = reference.sources.first(where: { $0.register == register }) else { continue }
      let age =
        source.isOld(asOf: Day.today.date)
        ? Speech.language(", ancien : importez-le à nouveau", ", old: import it again") : ""
      facts.append(("register-\(register.rawValue)", source.day.isoText + age))
    }
    facts += reference.gaps.filter { !$0.registers.isEmpty }.map {
      ("registers-\($0.name)", $0.registers.joined(separator: ", "))
    }
  }
}
