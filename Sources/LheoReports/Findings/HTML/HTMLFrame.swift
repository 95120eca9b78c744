import LheoModel

/// What stands around the content of any page: its head, with the style sheet.
package enum HTMLFrame {
  /// The start of any page.
  ///
  /// - Parameters:
  ///   - title: the title of the page.
  ///   - language: its language.
  ///   - styles: a style sheet of its own, beside that of all pages.
  package static func start(_ title: String, _ language: Language, styles: [UInt8] = []) -> [UInt8] {
    let head = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>\(title.escapedForMarkup)</title>
      <style>

      """
    return Array(head.utf8) + PackageResources.report_css + styles + Array("</style>\n</head>\n<body>\n".utf8)
  }

  /// The end of any page.
  package static let end = Array("</body>\n</html>\n".utf8)
}
