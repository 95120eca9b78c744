import LheoModel

// Prices and hours.

extension EdofWork {
  /// The price with and without VAT.
  ///
  /// - Parameter own: the rate of VAT that the action itself says.
  mutating func price(of source: Action, _ own: Extra?) -> Extras? {
    guard let leaf = optional(source.prixTotalTTC) else {
      note(
        .blocking, at: source, missing: .prixTotalTTC, rule: Rule.edofPrix.id,
        Text("L'action n'a pas de prix TTC.", "The action does not have a price with VAT."),
        provide: Text("Renseignez <prix-total-TTC>.", "Fill in <prix-total-TTC>."))
      return nil
    }
    guard let price = EdofPrice(leaf.text) else {
      note(
        .blocking, at: leaf, Element.prixTotalTTC.name, found: leaf.text, rule: Rule.edofPrix.id,
        Text("« \(leaf.text.shortened) » n'est pas un prix.", "“\(leaf.text.shortened)” is not a price."),
        provide: Text("Écrivez un montant comme 1200.50.", "Write an amount such as 1200.50."))
      return nil
    }
    if let own { return self.own(own, price, leaf) }
    guard let rate = options.vatRate else {
      note(
        .blocking, at: leaf, "taux-tva", found: leaf.text,
        Text(
          "LHEO ne dit pas le taux de TVA du prix, EDOF le veut.",
          "LHEO does not say the rate of VAT of the price, EDOF wants it."),
        provide: Text(
          "Dites le taux de TVA : \(TauxTVA.list).",
          "Say the rate of VAT: \(TauxTVA.list)."))
      return nil
    }
    note(
      .defaulted, at: leaf, "taux-tva", found: leaf.text,
      Text("Le taux de TVA est de \(rate.text(in: .fr)) %.", "The rate of VAT is \(rate.text(in: .en))%."),
      provide: Text("Vérifiez le taux et le prix hors taxe.", "Check the rate and the price without VAT."))
    return group(rate, price, leaf)
  }

  /// The price with the rate that the action itself says.
  private mutating func own(_ extra: Extra, _ price: EdofPrice, _ leaf: TextLeaf) -> Extras? {
    guard let rate = TauxTVA(extra.text) else {
      note(
        .blocking, at: leaf, "taux-tva", found: extra.text, rule: Rule.edofTauxTVA.id,
        Text(
          "« \(extra.text.shortened) » n'est pas un taux de TVA.", "“\(extra.text.shortened)” is not a rate of VAT."),
        provide: Text(
          "Écrivez un taux en pour cent : \(TauxTVA.list).",
          "Write a rate in percent: \(TauxTVA.list)."))
      return nil
    }
    return group(rate, price, leaf)
  }

  private func group(_ rate: TauxTVA, _ price: EdofPrice, _ leaf: TextLeaf) -> Extras {
    let amounts = [
      ("taux-tva", "\(rate.tenths / 10).\(rate.tenths % 10)"), ("frais-ht", price.without(rate: rate).text),
      ("frais-ttc", price.text),
    ]
    var group = Extras(info: "frais-pedagogiques")
    group.position = leaf.position
    group.items = amounts.map { info, text in
      var extra = Extra(info: info, text: text)
      extra.position = leaf.position
      return .extra(extra)
    }
    return group
  }

  // MARK: Hours

  /// Hours as EDOF has them: whole ones. What is not a number stays, for the schema or a rule to refuse it.
  mutating func hours<Value>(_ leaf: Leaf<Value>?, _ element: Element) -> Leaf<Value>? {
    guard var hours = optional(leaf) else { return nil }
    let written = hours.text
    let parts = written.replacing(",", with: ".").split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count <= 9, let whole = Int(parts[0]), String(parts[0]).isDigits,
      String(parts[1]).isDigits
    else { return hours }
    hours.text = String(parts[1].utf8.first! >= UInt8(ascii: "5") ? whole + 1 : whole)
    note(
      .defaulted, at: hours, element.name, found: written,
      Text(
        "« \(written.shortened) » est arrondi à \(hours.text).", "“\(written.shortened)” is rounded to \(hours.text)."),
      provide: Text("Écrivez des heures entières.", "Write whole hours."))
    return hours
  }
}
