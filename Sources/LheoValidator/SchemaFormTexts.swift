import LheoModel
import LheoSchema

extension SchemaTexts {
  /// What to do in the form; what no person types is for the Carif-Oref.
  var formFix: String {
    if violation.dialect.isEdof { return FormRepair.edof.text(language) }
    guard let field = FormField.of(element: violation.elementName, path: violation.path) else { return nobodysField }
    let repair: FormRepair
    let isBlock = field.isBlock(of: element?.name ?? "")
    let name = isBlock ? quoted(element?.label ?? "") : language("ce champ", "this field")
    let (french, english) = isBlock ? ("pour \(name), ", "for \(name), ") : ("", "")
    switch violation.kind {
    case .missing, .length(0, _, _): repair = .field(field, "remplissez \(name).", "fill in \(name).")
    case .length where fitsStripped || fitsWithoutSpaces:
      repair = .field(
        field, "\(french)retirez les espaces (\(lengthRange)).", "\(english)remove the spaces (\(lengthRange)).")
    case .length(let count, let minimum, _):
      repair =
        count < minimum
        ? .field(
          field, "\(french)complétez le texte (\(lengthRange)).", "\(english)complete the text (\(lengthRange)).")
        : .field(
          field, "\(french)raccourcissez le texte (\(lengthRange)).", "\(english)shorten the text (\(lengthRange)).")
    case .code(let table) where table.entries.count <= 6:
      let labels = table.entries.map { language == .fr ? $0.label : quoted($0.label) }.joined(separator: ", ")
      repair = .field(
        field, "\(french)choisissez une valeur de la liste : \(labels).",
        "\(english)choose a value of the list: \(labels).")
    case .code:
      repair = .field(field, "\(french)choisissez une valeur de la liste.", "\(english)choose a value of the list.")
    case .number: repair = .field(field, "\(french)saisissez un nombre entier.", "\(english)type a whole number.")
    case .date:
      repair = .field(field, "\(french)choisissez une date du calendrier.", "\(english)choose a date of the calendar.")
    default: return nobodysField
    }
    return repair.text(language)
  }

  /// What is expected, for who types in a form.
  var formExpected: String? {
    switch violation.kind {
    case .unexpected(let allowed), .notInDialect(let allowed): allowed.isEmpty ? expected : labels(of: allowed)
    case .code(let table): table.entries.map(\.label).joined(separator: ", ").cut(to: 500)
    case .date: language("une date", "a date")
    default: nil
    }
  }

  private func labels(of elements: [Element]) -> String {
    let labels = elements.prefix(8).map { quoted($0.label) }.joined(separator: ", ")
    return elements.count > 8 ? labels + "…" : labels
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
