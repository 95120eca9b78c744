import Foundation
import TestSupport
import Testing

/// What `docs/accessibility.md` says holds of every page, as far as a program can see it.
@Suite struct AccessibilityTests {
  private let tool = Tool()

  /// A page of each kind that the tool writes, in a language, by what made it.
  private func pages(_ language: String) throws -> [String: String] {
    let feeds = [
      "valid/minimal.xml", "valid/catalogue.xml", "invalid/schema-format--date.xml", "reports/faulty.xml",
      "invalid/schema-valeur--modalites-enseignement.xml",
    ].map(Tool.fixture)
    let (old, new) = (Tool.fixture("valid/minimal.xml"), Tool.fixture("invalid/schema-format--date.xml"))
    try tool.write(
      "[letter]\nsender = \"Carif\"\nlogo = \"logo.png\"\nanswer-by = \"2026-12-02\"\n", to: "letter.toml")
    let pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    try #require(Data(base64Encoded: pixel)).write(to: tool.folder.appending(path: "logo.png"))
    let validate = ["validate", "--profile", "all", "--as-of", "2026-11-24", "--fail-on", "never", "--lang", language]
    let calls = [
      validate + feeds + [
        "--report", "json=before.json", "--report", "html-by-organisme=pages", "--config", "letter.toml",
      ],
      validate + feeds + ["--format", "html", "-o", "report.html", "--config", "letter.toml"],
      // The last --as-of counts: on the day of the earlier report nothing has happened yet.
      validate + [old, "--as-of", "2026-11-25", "--baseline", "before.json", "--format", "html", "-o", "trend.html"],
      ["inspect", "--usage", old, feeds[1], "--lang", language, "--format", "html", "-o", "usage.html"],
      ["diff", old, new, "--lang", language, "--format", "html", "-o", "difference.html"],
      ["diff", old, new, "--summary", "--lang", language, "--format", "html", "-o", "summary.html"],
      [
        "convert", Tool.fixture("valid/regional.xml"), "--to", "edof", "--lang", language, "--gaps", "html=gaps.html",
        "-o",
        "edof",
      ],
    ]
    for call in calls {
      let result = try tool.run(call)
      #expect([0, 1].contains(result.status), "\(call): \(result.errors)")
    }
    let folder = try FileManager.default.contentsOfDirectory(atPath: tool.path("pages")).filter {
      $0.hasSuffix(".html")
    }
    try #require(folder.count > 1)
    let names =
      ["report", "trend", "usage", "difference", "summary", "gaps"].map { "\($0).html" } + folder.map { "pages/\($0)" }
    return try Dictionary(uniqueKeysWithValues: names.map { ($0, try tool.read($0)) })
  }

  private func matches(_ pattern: String, _ text: String) -> [String] {
    text.matches(of: try! Regex(pattern)).map {
      $0.output[$0.output.count > 1 ? 1 : 0].substring.map(String.init) ?? ""
    }
  }

  /// Criteria of images, tables, mandatory elements, structure, forms and navigation.
  private func check(_ page: String, _ name: String, _ language: String, namesTables: Bool = true) {
    let body = page.components(separatedBy: "<script>")[0]
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<html lang=\"\(language)\">"), "\(name)")
    #expect(matches("<title>([^<]+)</title>", page.components(separatedBy: "</head>")[0]).count == 1, "\(name)")
    for image in matches("<img [^>]*>", body) { #expect(image.contains(" alt=\""), "\(name): \(image)") }
    for drawing in matches("<svg [^>]*>", body) {
      let isNamed = drawing.contains(" role=\"img\"") && drawing.contains(try! Regex(" aria-label=\"[^\"]+\""))
      #expect(isNamed || drawing.contains(" aria-hidden=\"true\""), "\(name): \(drawing)")
    }
    for table in matches("<table[^>]*>", body) where namesTables {
      #expect(table.contains(try! Regex(" aria-label=\"[^\"]+\"")), "\(name): \(table)")
    }
    for head in matches("<th\\b[^>]*>", body) {
      #expect(head.contains(" scope=\"") && !head.contains("aria-hidden"), "\(name): \(head)")
    }
    #expect(!body.contains(try! Regex("<th\\b[^>]*></th>")), "\(name): a column has no name")
    let identifiers = matches("\\sid=\"([^\"]+)\"", body)
    #expect(Set(identifiers).count == identifiers.count, "\(name)")
    let levels = matches("<h([1-6])\\b", body).compactMap { Int($0) }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1, "\(name): \(levels)")
    for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1, "\(name): \(levels)") }
    let fields = matches("<(?:input|select|textarea)\\b", body).count
    #expect(matches("<label[^>]*>[^<]*(?:<br>)?\\s*<(?:input|select|textarea)\\b", body).count == fields, "\(name)")
    #expect(matches("<a\\b[^>]*>\\s*</a>", body) == [] && matches("<button[^>]*>\\s*</button>", body) == [], "\(name)")
    #expect(matches(" tabindex=\"(-?\\d+)\"", body).allSatisfy { $0 == "0" }, "\(name)")
    #expect(
      !body.contains(try! Regex(" target=|<iframe|<video|<audio|http-equiv=\"refresh\"|<marquee|<blink")), "\(name)")
    #expect(matches("<main\\b", body).count == 1 && body.contains("<header"), "\(name)")
  }

  @Test(arguments: ["fr", "en"]) func pagesOfTheToolAreWellMade(_ language: String) throws {
    let pages = try pages(language)
    for (name, page) in pages { check(page, name, language) }
    #expect(pages["trend.html"]?.contains("<svg class=\"trend\"") == true)
    #expect(pages["report.html"]?.contains("<img ") == true)
  }

  /// Programs that read pages aloud are told that titles of offers are French.
  @Test(arguments: ["fr", "en"]) func titlesOfOffersAreFrench(_ language: String) throws {
    let reports = try pages(language).filter { $0.key == "report.html" || $0.key.hasPrefix("pages/") }
    let heads = reports.values.flatMap { matches("<article class=\"offer\" id=\"[^\"]*\">(<h[1-6][^>]*>)", $0) }
    #expect(!heads.isEmpty && heads.allSatisfy { $0.contains(" lang=\"fr\"") == (language == "en") }, "\(heads)")
  }

  /// On pages in English they are told of all French words but names: those of the form, of LHEO and of the feed.
  @Test func frenchWordsOnEnglishPagesAreMarked() throws {
    for (path, page) in try pages("en") {
      let body = page.components(separatedBy: "<script>")[0].components(separatedBy: "<body").last ?? ""
      #expect(
        ["summary.html", "trend.html", "pages/index.html"].contains(path) || body.contains(" lang=\"fr\""), "\(path)")
      // Choices of a list hold no elements.
      let others = try ["<option.*?</option>", "<(\\w+)[^>]* lang=\"fr\"[^>]*>.*?</\\1>", "<[^>]*>"].reduce(body) {
        $0.replacing(try Regex($1).dotMatchesNewlines(), with: "\n")
      }
      for line in others.split(separator: "\n") where !line.contains("Bêta") {
        #expect(!line.contains(/[àâçèéêîôœÀÇÉ›]/), "\(path): \(line)")
      }
    }
  }

  /// The tables of guides are those of Markdown, which has no names for them.
  @Test(.needsPython) func pagesOfTheSiteAreWellMade() throws {
    let builder = Repository.root.appending(path: "scripts/site/build").path
    let built = Program.run(Python.executable, [builder, Tool.executable.path, tool.path("site")])
    try #require(built.status == 0, "\(built.output)")
    for language in ["fr", "en"] {
      for name in ["index", "rules", "elements", "codes", "tables", "operations", "edof"] {
        let page = try tool.read("site/\(language)/\(name).html")
        check(page, "\(language)/\(name)", language, namesTables: ["elements", "codes", "tables"].contains(name))
        #expect(page.contains("<a class=\"skip\" href=\"#content\">") && page.contains("<nav aria-label=\""))
        #expect(language == "fr" || name != "codes" || page.contains("<td><span lang=\"fr\">"), "\(name)")
      }
    }
  }

  /// Texts have 4.5 times the light of their ground or the reverse, what is drawn or outlined 3, on screens and on paper.
  @Test(arguments: ["Sources/LheoReports/Findings/HTML/report.css", "scripts/site/site.css"])
  func contrastsAreHigh(_ path: String) throws {
    let sheet = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    let schemes = matches(":root \\{([^}]*)\\}", sheet).map { scheme in
      Dictionary(
        uniqueKeysWithValues: scheme.matches(of: /--([a-z]+): #([0-9a-f]+)/).map { (String($0.1), String($0.2)) })
    }
    #expect(schemes.count == 3)
    for scheme in schemes {
      for (name, colour) in scheme where !["ground", "card", "line"].contains(name) {
        for ground in ["ground", "card"] {
          let ratio = Self.contrast(colour, try #require(scheme[ground]))
          #expect(ratio >= 4.5, "\(path): \(name) on \(ground): \(ratio)")
        }
      }
    }
  }

  private static func contrast(_ one: String, _ other: String) -> Double {
    func light(_ colour: String) -> Double {
      let digits = Array(colour.count == 3 ? colour.flatMap { [$0, $0] } : Array(colour))
      let parts = stride(from: 0, to: 6, by: 2).map { Double(Int(String(digits[$0..<$0 + 2]), radix: 16)!) / 255 }
      let linear = parts.map { $0 <= 0.03928 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    let lights = [light(one), light(other)].sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  /// At 320 pixels, as at 1280 enlarged four times, nobody scrolls sideways to read, and no column is missing.
  @Test(.needsBrowser) func narrowScreensHaveAll() throws {
    for (name, page) in try pages("fr") {
      // Within a frame, as a window is not made as narrow.
      let text = Data(page.replacing(try Regex("<meta http-equiv=[^>]*>"), with: "").utf8).base64EncodedString()
      try tool.write(
        "<!DOCTYPE html><title>x</title><body><iframe width=320 height=600></iframe></body>", to: "frame.html")
      let measure = """
        const frame = document.querySelector("iframe");
        frame.onload = () => {
          const page = frame.contentDocument;
          // Where tables become blocks, cells say their heads.
          const heads = new Set([...page.querySelectorAll("td[data-head]")].map((cell) => cell.dataset.head));
          const hidden = [...page.querySelectorAll("th, td")].filter((cell) => cell.textContent.trim() !== ""
            && !heads.has(cell.textContent)
            && !cell.closest("[hidden], details:not([open])") && cell.getClientRects().length === 0);
          document.title = `${page.documentElement.scrollWidth <= 320} ${hidden.length}`;
        };
        frame.srcdoc = new TextDecoder().decode(Uint8Array.from(atob("\(text)"), (byte) => byte.charCodeAt(0)));
        """
      let result = try Browser.page(tool.folder.appending(path: "frame.html"), after: measure)
      #expect(result.contains("<title>true 0</title>"), "\(name): \(matches("<title>[^<]*", result))")
    }
  }
}
