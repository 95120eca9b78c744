import LheoModel
import LheoOperations
import LheoParser
import LheoRegisters
import LheoValidator
import TestSupport
import Testing

/// Repairs that official registers make possible.
@Suite struct RegisterRepairTests {
  private static let day = PartialDate(year: 2026, month: 11, day: 24)!
  private static let needing = Repair.all.filter { !$0.needs.isEmpty }

  private func repair(
    _ rules: [String], in registers: ListedRegisters? = .example, _ change: (inout Formation) -> Void
  ) -> (formation: Formation, notes: [RepairNote]) {
    var formation = Formation.example
    change(&formation)
    let buffer = ElementBuffer()
    formation.encode(into: buffer)
    let repairer = OfferRepairer(rules.map { Repair.named($0)! }, date: Self.day, reference: registers)
    let (edit, notes) = repairer.repair(buffer)
    guard case .rewrite(let other) = edit else { return (formation, notes) }
    return (Formation(decoding: other), notes)
  }

  private func findings(_ formation: Formation) -> [String] {
    var options = ValidationOptions(asOf: Self.day)
    options.rules.profiles = Set(Profile.allCases)
    options.rules.reference = ListedRegisters.example
    var found: [String] = []
    FeedCheck(options: options).check(formation) { found.append($0.rule) }
    return found
  }

  private static let adresse: @Sendable (inout Formation, (inout Adresse) -> Void) -> Void = { formation, change in
    change(&formation.actions[0].lieuxDeFormation[0].coordonnees.adresse!)
  }

  /// Offers that have exactly one right answer.
  private static let offers: [(rule: String, change: @Sendable (inout Formation) -> Void)] = [
    (
      "adresse/insee-ancien",
      { formation in
        adresse(&formation) {
          ($0.codeINSEECommune, $0.departement, $0.region) = ("85043", "85", "52")
          ($0.codepostal, $0.ville, $0.geolocalisation) = ("85310", "Rives de l'Yon", nil)
        }
      }
    ),
    (
      "adresse/insee-deleguee",
      { formation in
        adresse(&formation) {
          ($0.codeINSEECommune, $0.departement) = ("50173", "50")
          ($0.codepostal, $0.ville, $0.geolocalisation) = ("50120", "Équeurdreville-Hainneville", nil)
        }
      }
    ),
    ("adresse/insee-absent", { formation in adresse(&formation) { $0.codeINSEECommune = nil } }),
    (
      "adresse/coordonnees-inversees",
      { formation in
        adresse(&formation) { $0.geolocalisation = Geolocalisation(latitude: "-0.3707", longitude: "49.1829") }
      }
    ),
    ("certification/repertoire-interverti", { $0.certifications = [Certification(codeRNCP: "RS5080")] }),
    ("certification/repertoire-interverti", { $0.certifications = [Certification(codeRNCP: "5080")] }),
    ("certification/niveau-sortie-absent", { $0.codeNiveauSortie = nil }),
    ("certification/niveau-sortie", { $0.codeNiveauSortie = .init(.niveau5) }),
    (
      "certification/bloc-libelle",
      { $0.actions[0].sessions[0].blocsCompetences[0].blocs[0].libelleBloc = "Plafonds" }
    ),
  ]

  @Test(arguments: offers.indices) func theRepairRemovesTheFinding(index: Int) {
    let (rule, change) = Self.offers[index]
    var before = Formation.example
    change(&before)
    #expect(findings(before).contains(rule))
    let (after, notes) = repair([rule], change)
    #expect(!notes.isEmpty && notes.allSatisfy { $0.isMade && $0.rule == rule }, "\(notes)")
    #expect(!findings(after).contains(rule))
    // Again there is nothing to do.
    #expect(repair([rule]) { $0 = after }.notes.isEmpty)
  }

  @Test func everyRepairIsTried() { #expect(Set(Self.offers.map(\.rule)) == Set(Self.needing.map(\.rule))) }

  @Test(arguments: offers.indices) func environmentNothingIsDone(index: Int) {
    let (rule, change) = Self.offers[index]
    #expect(repair([rule], in: nil, change).notes.isEmpty)
    var empty = ListedRegisters.example
    empty.editions = []
    #expect(repair([rule], in: empty, change).notes.isEmpty)
  }

  /// What has several answers, or none, is left alone.
  @Test func whatIsNotCertainIsLeftAlone() {
    func untouched(_ rule: String, _ change: (inout Formation) -> Void) -> Bool { repair([rule], change).notes.isEmpty }
    #expect(
      untouched("adresse/insee-absent") { formation in
        Self.adresse(&formation) { ($0.codeINSEECommune, $0.ville) = (nil, "Nulle-Part") }
      })
    #expect(
      untouched("adresse/insee-ancien") { formation in Self.adresse(&formation) { $0.codeINSEECommune = "85213" } })
    #expect(
      untouched("adresse/insee-ancien") { formation in
        Self.adresse(&formation) { ($0.codeINSEECommune, $0.pays) = ("85043", "BE") }
      })
    #expect(
      untouched("adresse/coordonnees-inversees") { formation in
        Self.adresse(&formation) { $0.geolocalisation = Geolocalisation(latitude: "2.35", longitude: "48.86") }
      })
    #expect(untouched("certification/repertoire-interverti") { $0.certifications[0].codeRNCP = "RNCP99999" })
    #expect(
      untouched("certification/niveau-sortie-absent") { formation in
        formation.codeNiveauSortie = nil
        formation.certifications.append(Certification(codeRNCP: "RNCP38381"))
      })
    #expect(untouched("certification/niveau-sortie") { $0.codeNiveauSortie = .init(.ancienV) })
  }

  /// What registers remark on the right code does not keep it from being written: the certification ends soon. An error
  /// does: it has ended.
  @Test(arguments: [(34011, true), (34013, false), (320, false)])
  func remarksOnARightCodeAreNoObstacle(number: Int, isMade: Bool) throws {
    var registers = ListedRegisters.example
    let code = CertificationCode(.rncp, number)
    registers.certifications = try [code: #require(registers.certifications[code])]
    let change: (inout Formation) -> Void = { formation in
      formation.certifications = [Certification(codeRS: TextLeaf("RS\(number)"))]
      for action in formation.actions.indices {
        for session in formation.actions[action].sessions.indices {
          formation.actions[action].sessions[session].referencesCertification = []
          formation.actions[action].sessions[session].blocsCompetences = []
        }
      }
    }
    let (formation, notes) = repair(["certification/repertoire-interverti"], in: registers, change)
    #expect(!notes.isEmpty && notes.allSatisfy { $0.isMade == isMade }, "\(notes)")
    #expect(formation.certifications[0].codeRNCP?.text == (isMade ? "RNCP\(number)" : nil))
    // The repair brings something to light.
    var before = Formation.example
    change(&before)
    #expect(isMade == false || Set(findings(formation)).subtracting(findings(before)) != [])
  }

  /// Two communes of one postcode may have the same name for all that is known.
  @Test func aPostcodeWithTwoTownsOfOneNameSaysNothing() {
    var registers = ListedRegisters.example
    registers.postcodes[PackedCode("14000")!] = PostcodeSheet([
      .init(commune: "14118", names: ["Caen"]), .init(commune: "14119", names: ["CAEN"]),
    ])
    let notes = repair(["adresse/insee-absent"], in: registers) { formation in
      Self.adresse(&formation) { $0.codeINSEECommune = nil }
    }.notes
    #expect(notes.isEmpty)
  }
}
