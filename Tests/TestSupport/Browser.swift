import Foundation

/// Chromium without a window, to look at pages as a browser does.
public enum Browser {
  private static let program = ["chromium", "chromium-browser", "google-chrome"].lazy.compactMap(Program.find).first

  /// Whether there is one; without it tests skip.
  public static var isAvailable: Bool { program != nil }

  /// The page after its scripts, and `script`, have run. What scripts write to the console, errors included, follows it.
  public static func page(_ file: URL, after script: String) throws -> String {
    let html = try String(contentsOf: file, encoding: .utf8)
    let copy = file.deletingLastPathComponent().appending(path: UUID().uuidString + ".html")
    try html.replacing("</body>", with: "<script>\(script)</script></body>")
      .write(to: copy, atomically: true, encoding: .utf8)
    let profile = try TemporaryFolder()
    return Program.run(
      program!,
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(profile.url.path)", "--enable-logging=stderr",
        "--virtual-time-budget=5000", "--dump-dom", copy.absoluteString,
      ],
      environment: ["TMPDIR": profile.url.path]
    ).output
  }
}
