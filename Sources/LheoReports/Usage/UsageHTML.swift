import LheoModel
import LheoOperations
import LheoOutput

extension UsageReport {
  /// So many sources are listed for an entry, those with the most offers.
  private static let sourceLimit = 20
  private static let periodLimit = 36

  /// A page to be sent round: complete without a script.
  func writeHTML(to sink: ByteSink) {
    sink.append(HTMLFrame.start(title, language, styles: PackageResources.usage_css))
    sink.append(HTMLTemplates.usage.render(values))
    sink.append(HTMLFrame.end)
  }

  private var values: [String: Any] {
    [
      "title": title, "remarks": [cutRemark].compactMap { $0 }, "words": words, "hasUnreadable": !unreadable.isEmpty,
      "unreadable": unreadable.map { $0.description(in: language) },
      "figures": [
        (
          usage.sources.count, language.agreed("flux", usage.sources.count),
          language.agreed("feed(s)", usage.sources.count)
        ),
        (usage.offers, language.agreed("offre(s)", usage.offers), language.agreed("offer(s)", usage.offers)),
        (used.count, language.agreed("usage(s)", used.count), language.agreed("usage(s)", used.count)),
        (unused.count, language("jamais utilisés", "never used"), language("jamais utilisés", "never used")),
      ].map { ["number": String($0.0), "label": language == .fr ? $0.1 : $0.2] },
      "groups": [
        group(words["sources"]!, usage.sources.sorted { $0.offers > $1.offers }.prefix(Self.sourceLimit)),
        group(words["periods"]!, usage.periods.suffix(Self.periodLimit)),
      ],
      "rows": used.map(row),
      "unused": unused.map { entry -> [String: String] in
        [
          "name": entry.kind == .code ? "\(entry.path) = \(entry.name)" : entry.path,
          "label": entry.label.map { "– \(marked($0))" } ?? "",
        ]
      },
      "footer": language(
        "Page produite par \(tool.name) \(tool.version), LHEO \(LheoSchema.version).",
        "Made by \(tool.name) \(tool.version), LHEO \(LheoSchema.version)."),
    ]
  }

  private var words: [String: String] {
    [
      "unreadable": language("Flux illisibles", "Unreadable feeds"),
      "sources": language("Flux", "Feeds"),
      "periods": language("Dernière mise à jour des offres", "Last change of the offers"),
      "offers": language("Offres", "Offers"),
      "usage": language("Usage", "Usage"),
      "what": language("Élément, attribut, code ou extension", "Element, attribute, code or extension"),
      "present": language("Présent", "Present"),
      "presentTitle": language("parmi les éléments où il peut être", "among the elements that it may stand in"),
      "filled": language("Rempli", "Filled"),
      "distinct": language("Valeurs différentes", "Different values"),
      "byPeriod": language("Par date", "By date"),
      "unused": language("Jamais utilisés", "Never used"),
      "details": language("Détails", "Details"),
      "explanation": language(
        "La barre est la part des offres. « Présent » : parmi les éléments où il peut être. « Rempli » : ni vide, ni « néant » ou une date inconnue. « ≈ » : à quelques pour cent près.",
        "The bar is the share of offers. “Present”: among the elements that it may stand in. “Filled”: neither empty, nor a word for nothing, nor an unknown date. “≈”: within a few percent."
      ),
    ]
  }

  private func group(_ title: String, _ groups: some Collection<Usage.Group>) -> [String: Any] {
    let most = max(1, groups.map(\.offers).max() ?? 1)
    return [
      "title": title, "offers": language("Offres", "Offers"),
      "rows": groups.map { group -> [String: String] in
        [
          "name": name(of: group), "offers": String(group.offers),
          "share": String(Self.share(group.offers, of: most)),
        ]
      },
    ]
  }

  /// A label, which is French, in HTML with the spaces of the page's language.
  private func marked(_ label: String) -> String { language("\(label)", "\(label)").frenchHTML(in: language) }

  private func row(_ entry: UsageEntry) -> [String: Any] {
    let counts = entry.counts
    return [
      "name": name(entry), "path": entry.path, "label": entry.label.map(marked) ?? "", "kind": entry.kind.rawValue,
      "depth": String(min(entry.depth, 8)), "offers": String(counts.offers),
      "percent": percent(counts.offers, of: usage.offers), "share": String(Self.share(counts.offers, of: usage.offers)),
      "present": percent(counts.inParents, of: counts.parents),
      "filled": percent(counts.filled, of: counts.occurrences),
      "distinct": distinct(entry),
      "details": details(entry),
      "chart": usage.periods.count > 1 ? [chart(entry)] : [],
    ]
  }

  /// The share of the offers of each period in which the entry is.
  private func chart(_ entry: UsageEntry) -> [String: Any] {
    let shares = zip(usage.periods, entry.periods.offers).suffix(Self.periodLimit).map { group, offers in
      (group, Self.share(offers, of: group.offers), offers)
    }
    return [
      "width": String(shares.count * 6),
      "title": shares.map { "\(name(of: $0.0)) : \(percent($0.2, of: $0.0.offers))" }.joined(separator: ", "),
      "bars": shares.enumerated().map { number, share -> [String: String] in
        ["x": String(number * 6), "y": String(100 - share.1), "height": String(share.1)]
      },
    ]
  }

  private func details(_ entry: UsageEntry) -> [String] {
    let counts = entry.counts
    var lines = [
      language(
        "\(counts.occurrences) fois, dont \(counts.empty, "vide(s)") et \(counts.placeholder, "de remplissage")",
        "\(counts.occurrences) times, \(counts.empty) empty and \(counts.placeholder) filled with nothing")
    ]
    if usage.sources.count > 1 {
      lines += zip(usage.sources, entry.sources.offers).filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
        .prefix(Self.sourceLimit).map { group, offers in
          language(
            "\(name(of: group)) : \(offers) sur \(group.offers, "offre(s)")",
            "\(name(of: group)): \(offers) of \(group.offers, "offer(s)")")
        }
    }
    if usage.periods.count > 1 {
      lines += zip(usage.periods, entry.periods.offers).filter { $0.1 > 0 }.suffix(Self.periodLimit).map {
        group, offers in
        language(
          "\(name(of: group)) : \(offers) sur \(group.offers, "offre(s)")",
          "\(name(of: group)): \(offers) of \(group.offers, "offer(s)")")
      }
    }
    return lines
  }
}
