import Foundation
import LheoModel
import LheoReports
import TOMLKit

extension Configuration {
  private static let letterKeys = ["sender", "intro", "answer-by", "contact", "logo"]

  /// Reads the table `letter`; files are beside the configuration.
  static func letter(_ table: TOMLTable?, in name: String) throws -> Letter {
    var letter = Letter()
    guard let table else { return letter }
    for key in table.keys where !letterKeys.contains(key) {
      throw unknownKey("letter.\(key)", among: letterKeys.map { "letter.\($0)" }, in: name)
    }
    letter.sender = table["sender"]?.string
    letter.intro = table["intro"]?.string ?? ""
    letter.contact = table["contact"]?.string
    if let day = table["answer-by"] {
      let text = day.string ?? day.date.map { "\($0)" } ?? ""
      guard let date = PartialDate(iso: text), date.isComplete else {
        throw UsageError(
          "\(name) : « letter.answer-by » est un jour, \"AAAA-MM-JJ\".",
          "\(name): 'letter.answer-by' is a day, \"AAAA-MM-JJ\".")
      }
      letter.answerBy = date
    }
    if let logo = table["logo"]?.string {
      let folder = name.contains("/") ? String(name[...name.lastIndex(of: "/")!]) : ""
      letter.logo = try picture(logo.hasPrefix("/") ? logo : folder + logo)
    }
    return letter
  }

  /// A picture as a `data:` URI.
  private static func picture(_ path: String) throws -> String {
    let types = [
      "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml",
    ]
    guard let type = types[(path.split(separator: ".").last ?? "").lowercased()] else {
      throw UsageError(
        "\(path) : un logo est un fichier .png, .jpg, .gif ou .svg.",
        "\(path): a logo is a file .png, .jpg, .gif or .svg.")
    }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw UsageError(
        "\(path) : le logo ne peut pas être lu.",
        "\(path): the logo cannot be read.")
    }
    guard bytes.count <= 500_000 else {
      throw UsageError(
        "\(path) : un logo a au plus 500 000 octets.",
        "\(path): a logo has at most 500,000 bytes.")
    }
    return "data:\(type);base64,\(bytes.base64EncodedString())"
  }
}
