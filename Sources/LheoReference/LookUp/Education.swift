import GRDB
import LheoModel

/// A school, a CFA among them.
public struct School: Sendable, Equatable {
  /// Its number (UAI): seven digits and a letter.
  public let code: String
  /// Its name.
  public let name: String
  /// Whether it is open.
  public let isOpen: Bool
  /// Its SIRET, 14 digits.
  public let siret: String?
  /// The commune's code.
  public let commune: String?
  /// The postcode.
  public let postcode: String?
  /// When it was closed.
  public let closed: PartialDate?
}

/// A diploma of the ministries, by its code (code formation diplôme).
public struct Diploma: Sendable, Equatable {
  /// Eight characters.
  public let code: String
  /// What it is called.
  public let title: String
  /// The level, 3 to 8.
  public let level: Int?
  /// The first day of the code.
  public let opened: PartialDate?
  /// The last day of the code.
  public let closed: PartialDate?
  /// The year of the first examination.
  public let firstSession: Int?
  /// The year of the last examination.
  public let lastSession: Int?
  /// The diplomas that take its place.
  public let successors: [String]
  /// The certifications that it is.
  public let certifications: [CertificationCode]
}

extension Reference {
  /// A school by its number.
  public func school(uai code: String) throws(ReferenceError) -> School? {
    try ask { session throws(ReferenceError) in try session.school(code) }
  }

  /// A diploma by its code.
  public func diploma(code: String) throws(ReferenceError) -> Diploma? {
    try ask { session throws(ReferenceError) in try session.diploma(code) }
  }
}

extension ReferenceSession {
  func school(_ code: String) throws(ReferenceError) -> School? {
    try schools.value(code) { () throws(ReferenceError) in
      try rows("SELECT * FROM uai WHERE code = ?", [code]) {
        School(
          code: $0["code"], name: $0["name"], isOpen: $0["open"], siret: $0["siret"], commune: $0["commune"],
          postcode: $0["postcode"], closed: $0.day("closed"))
      }.first
    }
  }

  func diploma(_ code: String) throws(ReferenceError) -> Diploma? {
    try diplomas.value(code) { () throws(ReferenceError) in
      let successors = try rows("SELECT new FROM diplome_link WHERE old = ?", [code]) { $0["new"] as String }
      let certifications = try rows("SELECT certification FROM diplome_certification WHERE diplome = ?", [code]) {
        CertificationCode($0["certification"])
      }.compactMap { $0 }
      return try rows("SELECT * FROM diplome WHERE code = ?", [code]) {
        Diploma(
          code: $0["code"], title: $0["title"], level: $0["level"], opened: $0.day("opened"), closed: $0.day("closed"),
          firstSession: $0["first_session"], lastSession: $0["last_session"], successors: successors,
          certifications: certifications)
      }.first
    }
  }
}
