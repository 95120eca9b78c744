import LheoModel
import LheoOperations
import LheoRegisters
import Testing

/// Feeds that are made up have as many bodies as they were asked for.
@Suite struct GeneratorTests {
  @Test(arguments: [1, 2, 7, 8, 100, 2000, 900_000], 0..<3)
  func bodiesAreFewAndShareCertifications(bodies: Int, seed: UInt64) throws {
    var generator = FormationGenerator(seed: seed, year: 2027, bodies: bodies)
    var found: Set<Siret> = []
    var certifications: [Siret: Set<Int>] = [:]
    for _ in 0..<500 {
      let formation = generator.next()
      let code = try #require(CertificationCode(formation.certifications[0].codeRNCP?.text ?? ""))
      let responsable = formation.organismeFormationResponsable.siretOrganismeFormation.siret
      let formateurs = formation.actions.flatMap(\.organismesFormateurs).map(\.siretFormateur.siret)
      for leaf in [responsable] + formateurs {
        let siret = try #require(Siret(leaf.text))
        #expect(siret.isRight)
        found.insert(siret)
        certifications[siret, default: []].insert(code.number)
      }
    }
    #expect(found.count <= bodies)
    #expect(Set(certifications.values.joined()).count <= (bodies + 7) / 8 * 8)
    // A body has those of its group; where groups do not come out even, some have those of two.
    for numbers in certifications.values where bodies % 8 == 0 {
      #expect(numbers.max()! - numbers.min()! < 8 && numbers.min()! / 8 == numbers.max()! / 8)
    }
  }
}
