import Foundation
import TestSupport
import Testing

/// The documentation site: pages that need neither a network nor a script, in both languages, whose links lead somewhere.
@Suite struct SiteTests {
  let tool = Tool()
  private static let builder = Repository.root.appending(path: "scripts/site/build").path

  private func build(_ folder: String) -> (status: Int32, output: String) {
    Program.run(Python.executable, [Self.builder, Tool.executable.path, tool.path(folder)])
  }

  private func pages(_ folder: String) throws -> [String: String] {
    let root = tool.folder.appending(path: folder)
    let names = (FileManager.default.enumerator(atPath: root.path)?.allObjects ?? []).compactMap { $0 as? String }
    return try Dictionary(
      uniqueKeysWithValues: names.filter { $0.hasSuffix(".html") }.map {
        ($0, try String(contentsOf: root.appending(path: $0), encoding: .utf8))
      })
  }

  private func matches(_ pattern: String, _ text: String) -> [String] {
    let expression = try! NSRegularExpression(pattern: pattern)
    return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).map {
      String(text[Range($0.range(at: 1), in: text)!])
    }
  }

  @Test(.needsPython) func theSiteHasAllThatTheToolKnowsAndItsLinksLeadSomewhere() throws {
    let built = build("site")
    try #require(built.status == 0, "\(built.output)")
    let pages = try pages("site")
    for language in ["fr", "en"] {
      for name in ["index", "rules", "elements", "codes", "tables"] {
        #expect(pages["\(language)/\(name).html"] != nil)
      }
      let rules =
        try JSONSerialization.jsonObject(
          with: Data(tool.run("rules", "--format", "json", "--lang", language).output.utf8)) as? [String: Any]
      let ids = (rules?["rules"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
      #expect(ids.count > 100)
      for id in ids {
        #expect(pages["\(language)/rules.html", default: ""].contains("id=\"\(id.replacing("/", with: ""))\""))
      }
      for line in try tool.run("schema", "--lang", "en").output.split(separator: "\n") {
        let name = line.prefix { $0 != " " }
        #expect(pages["\(language)/elements.html", default: ""].contains("id=\"\(name.lowercased())\""))
      }
      // Columns name the one that they repeat.
      let repeated = try matches(
        "\"repeats\":\"([^\"]+)\"", tool.run("tables", "--format", "json", "--lang", language).output)
      let columns = pages["\(language)/tables.html", default: ""].replacing("<wbr>", with: "")
      #expect(repeated.count > 50 && repeated.allSatisfy { columns.contains("<code>\($0)</code>") })
    }
    for (name, page) in pages {
      // Nothing is fetched.
      #expect(
        matches("(?:src|href)=\"((?:https?:)?//[^\"]*)\"", page).allSatisfy { page.contains("<a href=\"\($0)") },
        "\(name)")
      #expect(!page.contains("<link rel=\"stylesheet\"") && !page.contains("<script src"))
      #expect(page.contains("<html lang=\"\(name.hasPrefix("en/") ? "en" : "fr")\">"))
      #expect(matches("<h1[^>]*>(.)", page).count == 1, "\(name)")
      let ids = matches(" id=\"([^\"]+)\"", page)
      #expect(Set(ids).count == ids.count, "\(name)")
      for href in matches("<a[^>]* href=\"([^\"]+)\"", page) where !href.contains(":") {
        let parts = href.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let folder = URL(filePath: "/" + name).deletingLastPathComponent()
        let target =
          parts[0].isEmpty ? name : String(folder.appending(path: parts[0]).standardized.path.dropFirst())
        let other = pages[target]
        #expect(other != nil, "\(name): \(href)")
        let anchor = parts.count == 2 ? parts[1].removingPercentEncoding ?? "" : nil
        if let anchor { #expect(other?.contains(" id=\"\(anchor)\"") == true, "\(name): \(href)") }
      }
    }
  }

  /// No line of French begins with a sign that belongs to the word before.
  @Test(.needsPython) func frenchPagesHaveNoBreakSpaces() throws {
    #expect(build("site").status == 0)
    for (name, page) in try pages("site") where name.hasPrefix("fr/") {
      let main = page.components(separatedBy: "<main").dropFirst().joined()
      let prose = main.replacing(try Regex("(?s)<(pre|code|script)\\b.*?</\\1>"), with: "")
        .replacing(try Regex("<[^>]*>"), with: "")
      #expect(matches("(.{0,20} [:;?!»])", prose) == [], "\(name)")
      #expect(!prose.contains("« "), "\(name)")
    }
  }

  @Test(.needsPython) func aFolderOfPagesIsReplacedAndNoOther() throws {
    #expect(build("site").status == 0)
    let root = tool.folder.appending(path: "site")
    let manifest = try String(contentsOf: root.appending(path: ".lheo-tool"), encoding: .utf8)
    try (manifest + "fr/old.html\n").write(to: root.appending(path: ".lheo-tool"), atomically: true, encoding: .utf8)
    for name in ["fr/old.html", "fr/mine.html"] { try tool.write("x", to: "site/\(name)") }
    #expect(build("site").status == 0)
    #expect(!tool.exists("site/fr/old.html") && tool.exists("site/fr/mine.html"))
    try FileManager.default.createDirectory(
      at: tool.folder.appending(path: "other"), withIntermediateDirectories: false)
    try tool.write("x", to: "other/index.html")
    #expect(build("other").status != 0)
    #expect(try tool.read("other/index.html") == "x")
  }
}
