import LheoModel
import LheoRegisters
import TestSupport
import Testing

@testable import LheoValidator

/// Addresses and bodies in which registers have shown nothing wrong are not looked at again, which nobody may notice.
@Suite struct CleanElementTests {
  /// What has been looked up for offers before changes nothing for those that come, whatever their order.
  @Test(arguments: 0..<12) func addressesAreJudgedByThemselves(_ seed: UInt64) {
    let rules = Rule.all.filter { if case .adresse = $0.check.level { true } else { false } }
    let offers = rules.flatMap { $0.passing + $0.triggering }.map(\.formation)
    // The same addresses with a box of the post, of which less is said.
    let boxed = offers.map { offer in
      var boxed = offer
      boxed.adresse.lignes = ["BP 12"]
      return boxed
    }
    let elsewhere = inOtherOffers(offers, seed) { $0.adresse = $1.adresse }
    expectTheSameTogether(offers + boxed + elsewhere, rules, seed)
  }

  @Test(arguments: 0..<12) func bodiesAreJudgedByThemselves(_ seed: UInt64) {
    let rules = Rule.all.filter { if case .organisme = $0.check.level { true } else { false } }
    #expect(rules.count >= 5)
    let offers = rules.flatMap { $0.passing + $0.triggering }.map(\.formation)
    // Each of the three that are looked at is that of another body.
    let mixed = offers.map { offer in
      var mixed = offer
      let other = offers[Int(seed) % offers.count].organismeFormationResponsable
      switch seed % 3 {
      case 0: mixed.organismeFormationResponsable.numeroActivite = other.numeroActivite
      case 1: mixed.organismeFormationResponsable.siretOrganismeFormation = other.siretOrganismeFormation
      default: mixed.organismeFormationResponsable.raisonSociale = other.raisonSociale
      }
      return mixed
    }
    let elsewhere = inOtherOffers(offers, seed) { $0.organismeFormationResponsable = $1.organismeFormationResponsable }
    expectTheSameTogether(offers + mixed + elsewhere, rules, seed)
  }

  /// The elements of offers in those that other rules are about: what stands around may not matter.
  private func inOtherOffers(
    _ offers: [Formation], _ seed: UInt64, _ take: (inout Formation, Formation) -> Void
  ) -> [Formation] {
    var numbers = SeededNumbers(seed: seed)
    return RegisterRuleTests.needing.flatMap(\.triggering).filter { !$0.isAboutEdof }.map { example in
      var formation = example.formation
      take(&formation, offers.randomElement(using: &numbers)!)
      return formation
    }
  }

  /// However few are remembered, what is clean is that which has been found clean.
  @Test(arguments: [1, 2, 7, 8192]) func cleanElementsAreThoseThatWereAdded(limit: Int) {
    var clean = CleanElements<AdresseKey>(limit: limit)
    var added: Set<String> = []
    var numbers = SeededNumbers(seed: UInt64(limit))
    for _ in 0..<2000 {
      var adresse = Formation.example.adresse
      adresse.ville = TextLeaf("Ville \(Int.random(in: 0..<100, using: &numbers))")
      withUnsafePointer(to: adresse) {
        let isClean = clean.contains($0)
        #expect(!isClean || added.contains(adresse.ville.text))
        if !isClean { clean.insert($0) }
        added.insert(adresse.ville.text)
        let isCleanNow = clean.contains($0)
        #expect(isCleanNow)
      }
    }
  }

  /// What rules look at in an address, all of it: one of these fields is enough to make it another one. Texts are compared
  /// where they are; short ones, long ones, composed and decomposed ones, missing ones and empty ones are all among them.
  @Test(arguments: 0..<8) func anAddressIsAnotherWhereOneOfItsFieldsIs(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let texts = ["", "Lô", "Lo\u{302}", "14000", "Villers-sur-Mer-en-Normandie", "Villers-sur-Mer-en-Normandie "]
    func text() -> String { String(decoding: Array(texts.randomElement(using: &numbers)!.utf8), as: UTF8.self) }
    func optional<Value>(_ make: (String) -> Value) -> Value? { Bool.random(using: &numbers) ? nil : make(text()) }
    var clean = CleanElements<AdresseKey>()
    var added: Set<[String?]> = []
    for _ in 0..<3000 {
      var adresse = Formation.example.adresse
      adresse.codepostal = .init(numbers.next() % 8 == 0 ? text() : "14000")
      adresse.ville = .init(text())
      adresse.departement = optional { .init(text: $0, details: .init(), position: .unknown) }
      adresse.codeINSEECommune = numbers.next() % 8 == 0 ? optional { .init($0) } : "14118"
      adresse.region = optional { .init(text: $0, details: .init(), position: .unknown) }
      adresse.pays = optional { .init(text: $0, details: .init(), position: .unknown) }
      adresse.geolocalisation = optional {
        Geolocalisation(latitude: .init($0), longitude: .init($0 == "" ? "1" : "2"))
      }
      // What rules do not look at makes no other address.
      adresse.lignes = [TextLeaf(text())]
      let fields = [
        adresse.codepostal.text, adresse.ville.text, adresse.departement?.text, adresse.codeINSEECommune?.text,
        adresse.region?.text, adresse.pays?.text, adresse.geolocalisation?.latitude.text,
        adresse.geolocalisation?.longitude.text,
      ]
      withUnsafePointer(to: adresse) {
        let isClean = clean.contains($0)
        #expect(isClean == added.contains(fields))
        if !isClean { clean.insert($0) }
      }
      added.insert(fields)
    }
  }

  private func expectTheSameTogether(_ offers: [Formation], _ rules: [Rule], _ seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let offers = (offers + offers).shuffled(using: &numbers)
    let names = Set(rules.map(\.id))
    let options = RuleTests.options { $0.reference = RegisterRuleTests.registers() }
    func findings(_ check: FeedCheck, _ offer: Formation) -> [String] {
      var found: [String] = []
      check.check(offer, path: "/") { if names.contains($0.rule) { found.append("\($0)") } }
      return found
    }
    let together = FeedCheck(options: options)
    for offer in offers { #expect(findings(together, offer) == findings(FeedCheck(options: options), offer)) }
  }
}
