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
    facts += [
      ("registers-missing", Set(reference.missing)), ("registers-without-partners", reference.withoutPartners),
      ("registers-without-blocs", reference.withoutBlocs),
    ].filter { !$0.1.isEmpty }.map { ($0.0, $0.1.names.joined(separator: ", ")) }
  }
}
