import Mustache

/// The templates of pages. Each is read once: that takes longer than to fill one in.
enum HTMLTemplates {
  /// The report of a feed, or of a body.
  static let page = read(PackageResources.page_mustache)
  /// The list of bodies.
  static let index = read(PackageResources.index_mustache)
  /// What elements are used for.
  static let usage = read(PackageResources.usage_mustache)

  private static func read(_ template: [UInt8]) -> MustacheTemplate {
    MustacheContentTypes.register(Markup(), named: "MARKUP")
    guard let template = try? MustacheTemplate(string: String(decoding: template, as: UTF8.self)) else {
      preconditionFailure("a template of the report is broken")
    }
    return template
  }
}

/// How the templates escape: scalar by scalar, which Mustache's own type does not.
private struct Markup: MustacheContentType {
  func escapeText(_ text: String) -> String { text.html }
}
