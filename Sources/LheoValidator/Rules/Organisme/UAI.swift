import LheoModel
import LheoRegisters

extension Rule {
  static let uaiInconnu = Rule(
    "organisme/uai-inconnu", .qualite, .info, blocks: [],
    message: Text("Ce code UAI n'est pas dans le répertoire.", "This UAI code is not in the directory."),
    why: Text(
      "Parcoursup et Affelnet demandent un établissement connu. Beaucoup de CFA manquent dans le répertoire ouvert.",
      "Parcoursup and Affelnet ask for a school that is known. Many CFA lack in the open directory."),
    repair: Text("Vérifiez <code-UAI>.", "Check <code-UAI>."), form: .identite, source: .annuaireUAI,
    needs: [.schools],
    triggering: Example("lieu : 0140008H", "place: 0140008H") {
      $0.lieu.codeUAILieuFormation = CodeUAILieuFormation(codeUAI: TextLeaf(UAI.example(140_008)))
    },
    repaired: { $0.lieu.codeUAILieuFormation?.codeUAI = "0681761V" },
    passing: Example("lieu : 0681761V", "place: 0681761V") {
      $0.lieu.codeUAILieuFormation = CodeUAILieuFormation(codeUAI: "0681761V")
    },
    check: .formation { context in
      context.forEachUAI { leaf, code in
        guard context.answers?.school(code) == nil else { return }
        context.report(
          at: leaf, found: leaf.text, expected: Text("un code du répertoire", "a code of the directory"), from: .uai)
      }
    })

  static let uaiFerme = Rule(
    "organisme/uai-ferme", .qualite, .warning, blocks: [],
    message: Text("Cet établissement scolaire (UAI) est fermé.", "This school (UAI) is closed."),
    why: Text(
      "Parcoursup et Affelnet demandent un établissement ouvert.", "Parcoursup and Affelnet ask for an open school."),
    repair: Text(
      "Écrivez dans <code-UAI> le code de l'établissement d'aujourd'hui.",
      "Write the code of the school of today in <code-UAI>."),
    form: .identite, source: .annuaireUAI, needs: [.schools],
    triggering: Example("lieu : 0140009X", "place: 0140009X") {
      $0.lieu.codeUAILieuFormation = CodeUAILieuFormation(codeUAI: TextLeaf(UAI.example(140_009)))
    },
    repaired: { $0.lieu.codeUAILieuFormation?.codeUAI = "0681761V" },
    passing: Example("lieu : 0681761V", "place: 0681761V") {
      $0.lieu.codeUAILieuFormation = CodeUAILieuFormation(codeUAI: "0681761V")
    },
    check: .formation { context in
      context.forEachUAI { leaf, code in
        guard let school = context.answers?.school(code),
          !school.isOpen || school.closed?.dayNumber.map({ $0 <= context.asOf }) ?? false
        else { return }
        context.report(
          at: leaf, found: leaf.text, shown: Text(verbatim: "\(leaf.trimmedText), \(school.name)"),
          expected: school.closed.map {
            Text(
              "un établissement ouvert (celui-ci est fermé depuis le \($0))",
              "an open one (this one is closed since \($0))")
          } ?? Text("un établissement ouvert", "an open school"),
          from: .uai)
      }
    })
}

/// Codes of schools for examples.
enum UAI {
  /// A number of seven digits with its letter.
  static func example(_ number: Int) -> String {
    let digits = String(number)
    let letter = Array("ABCDEFGHJKLMNPRSTUVWXYZ")[number % 23]
    return String(repeating: "0", count: 7 - digits.count) + digits + String(letter)
  }
}

extension RuleSource {
  fileprivate static let annuaireUAI = other(
    Text(
      "Ministère de l'Éducation nationale, répertoire des établissements",
      "French ministry of education, directory of schools"))
}

extension RuleContext {
  /// Calls `body` with each UAI that is one, but for those of actions that are over.
  fileprivate func forEachUAI(_ body: (TextLeaf, PackedCode) -> Void) {
    func check(_ leaf: TextLeaf?) {
      guard let leaf, !leaf.isAbsent, leaf.text.isUAI, let code = PackedCode(leaf.text) else { return }
      body(leaf, code)
    }
    check(formation.organismeFormationResponsable.codeUAIOrganismeFormation?.codeUAI)
    formationPointer.pointee.actions.forEachPointer { action in
      guard hasSessionsToCome(action) else { return }
      for lieu in action.pointee.lieuxDeFormation { check(lieu.codeUAILieuFormation?.codeUAI) }
      for formateur in action.pointee.organismesFormateurs { check(formateur.codeUAIFormateur?.codeUAI) }
    }
  }
}

extension String {
  /// Whether it is seven digits and the letter that belongs to them.
  fileprivate var isUAI: Bool {
    let text = stripped.uppercased()
    guard text.utf8.count == 8, let number = Int(text.prefix(7)), number >= 0 else { return false }
    return UAI.example(number) == text
  }
}
