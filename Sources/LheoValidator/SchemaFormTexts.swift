import LheoModel
import LheoSchema

extension SchemaTexts {
  /// What to do in the form; what no person types is for the Carif-Oref.
  var formFix: String {
    if violation.dialect.isEdof { return FormRepair.edof.text(language) }
    guard let field = FormField.of(element: violation.elementName, path: violation.path) else { return nobodysField }
    let repair: FormRepair
    switch violation.kind {
    case .missing: repair = .field(field, "remplissez ce champ.", "fill in this field.")
    case .length(0, _, _): repair = .field(field, "remplissez ce champ.", "fill in this field.")
    case .length where fitsStripped || fitsWithoutSpaces:
      repair = .field(field, "retirez les espaces (\(lengthRange)).", "remove the spaces (\(lengthRange)).")
    case .length(let count, let minimum, _):
      repair =
        count < minimum
        ? .field(field, "complétez le texte (\(lengthRange)).", "complete the text (\(lengthRange)).")
        : .field(field, "raccourcissez le texte (\(lengthRange)).", "shorten the text (\(lengthRange)).")
    case .code(let table) where table.entries.count <= 6:
      let labels = table.entries.map(\.label).joined(separator: ", ")
      repair = .field(field, "choisissez une valeur de la liste : \(labels).", "choose a value of the list: \(labels).")
    case .code: repair = .field(field, "choisissez une valeur de la liste.", "choose a value of the list.")
    case .number: repair = .field(field, "saisissez un nombre entier.", "type a whole number.")
    case .date: repair = .field(field, "choisissez une date du calendrier.", "choose a date of the calendar.")
    default: return nobodysField
    }
    return repair.text(language)
  }

  private var nobodysField: String { FormRepair.reportToCarif.text(language) }
}

extension CodeTable {
  /// All codes with what they mean; the codes alone where that would be a page of text.
  var codesWithLabels: String {
    let all = entries.map { "\($0.code) (\($0.label))" }.joined(separator: ", ")
    return all.utf8.count <= 500 ? all : entries.map(\.code).joined(separator: ", ")
  }
}
