import Foundation
import LheoModel
import LheoOperations
import Testing

@Suite struct DifferenceTests {
  private func changes(_ old: [Formation], _ new: [Formation]) throws -> [OfferChange] {
    var indices = [FeedIndex(), FeedIndex()]
    for (number, offers) in [old, new].enumerated() {
      for offer in offers { indices[number].add(buffer(offer)) }
    }
    let difference = try FeedDifference(
      old: indices[0], new: indices[1], folder: FileManager.default.temporaryDirectory.path)
    for offer in old { try difference.addOld(buffer(offer)) }
    return try new.compactMap { try difference.change(buffer($0)) } + difference.removed
  }

  private func offer(_ numero: String, _ change: (inout Formation) -> Void = { _ in }) -> Formation {
    var formation = Formation.example
    formation.numero = numero
    change(&formation)
    return formation
  }

  @Test func sameOffersInAnotherOrderAreTheSame() throws {
    #expect(try changes([offer("1"), offer("2")], [offer("2"), offer("1")]).isEmpty)
  }

  @Test func addedRemovedAndChangedOffersAreTold() throws {
    let found = try changes([offer("1"), offer("2")], [offer("2") { $0.certifiante = .init(.non) }, offer("3")])
    #expect(found.map(\.kind) == [.changed, .added, .removed])
    #expect(found.map(\.numero) == ["2", "3", "1"])
    #expect(found[0].fields.map(\.path) == ["certifiante"])
    #expect(found[0].fields[0].before == "1" && found[0].fields[0].after == "0")
  }

  @Test func aSessionIsFoundAgainByItsNumber() throws {
    let found = try changes(
      [offer("1")],
      [
        offer("1") { formation in
          var first = formation.actions[0].sessions[0]
          first.numero = "new"
          formation.actions[0].sessions[0].periode.fin = "20290101"
          formation.actions[0].sessions.insert(first, at: 0)
        }
      ])
    #expect(found.count == 1)
    let paths = found[0].fields.map(\.path)
    #expect(paths.contains("action 04_9001A / session 04_9001S / periode / fin"))
    #expect(paths.contains("action 04_9001A / session new") && paths.count == 2)
  }

  @Test func oneNewLineDoesNotChangeTheOthers() throws {
    let found = try changes(
      [offer("1") { $0.domaineFormation.codesROME = ["A1", "B2", "C3"].map { TextLeaf($0) } }],
      [offer("1") { $0.domaineFormation.codesROME = ["A1", "X9", "B2", "C3"].map { TextLeaf($0) } }])
    #expect(found[0].fields.map(\.after) == ["X9"])
  }

  @Test func whiteSpaceAroundTextsDoesNotMatter() throws {
    #expect(try changes([offer("1")], [offer("1") { $0.certifiante.text = " 1\n" }]).isEmpty)
  }

  @Test func offersWithoutOrWithTheSameNumberAreNotLost() throws {
    let found = try changes([offer("1"), offer("1")], [offer("1"), offer("1"), offer("1"), offer("")])
    #expect(found.map(\.kind) == [.added, .added])
  }
}
