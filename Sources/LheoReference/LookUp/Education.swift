import LheoModel
import LheoRegisters

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
