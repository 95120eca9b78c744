/// Makes Excel workbooks of XML that a test writes by hand.
public struct WorkbookFile {
  /// A sheet.
  public struct Sheet {
    var name: String
    var state: String?
    var content: String

    /// A sheet.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - rows: what stands in `sheetData`.
    ///   - state: whether people see it: `hidden`, `veryHidden`.
    ///   - after: what stands behind `sheetData`.
    public init(_ name: String, _ rows: String, state: String? = nil, after: String = "") {
      self.name = name
      self.state = state
      content = "<sheetData>\(rows)</sheetData>\(after)"
    }
  }

  /// The sheets, in the order of their tabs.
  public var sheets: [Sheet]
  /// What stands in `sst`, for texts that cells share.
  public var sharedTexts: String?
  /// What stands in `styleSheet`.
  public var styles: String?
  /// Whether days are counted from 1904, as it is written.
  public var date1904: String?
  /// What stands before the root of each part.
  public var prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  /// The namespace of all parts.
  public var namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  /// A workbook.
  public init(_ sheets: Sheet...) { self.sheets = sheets }

  /// A sheet of cells that hold texts of their own.
  public init(_ name: String, texts: [[String]]) {
    let rows = texts.enumerated().map { number, cells in
      let cells = cells.enumerated().map { place, text in
        text.isEmpty
          ? ""
          : "<c r=\"\(Self.letters(place))\(number + 1)\" t=\"inlineStr\"><is><t>\(text.escapedForXML)</t></is></c>"
      }
      return "<row r=\"\(number + 1)\">\(cells.joined())</row>"
    }
    sheets = [Sheet(name, rows.joined())]
  }

  /// The letters of a column, counted from 0.
  public static func letters(_ column: Int) -> String {
    column < 26
      ? String(UnicodeScalar(UInt8(0x41 + column))) : letters(column / 26 - 1) + letters(column % 26)
  }

  /// The parts by name.
  public var parts: [(name: String, bytes: [UInt8])] {
    let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let list = sheets.enumerated().map { number, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(number + 1)\"\(sheet.state.map { " state=\"\($0)\"" } ?? "") r:id=\"r\(number)\"/>"
    }
    var related = sheets.indices.map {
      "<Relationship Id=\"r\($0)\" Type=\"\(relationships)/worksheet\" Target=\"worksheets/s\($0).xml\"/>"
    }
    var parts = sheets.enumerated().map { number, sheet in
      ("xl/worksheets/s\(number).xml", "<worksheet xmlns=\"\(namespace)\">\(sheet.content)</worksheet>")
    }
    if let sharedTexts {
      related.append(
        "<Relationship Id=\"t\" Type=\"\(relationships)/sharedStrings\" Target=\"/xl/texts.xml\"/>")
      parts.append(("xl/texts.xml", "<sst xmlns=\"\(namespace)\">\(sharedTexts)</sst>"))
    }
    if let styles {
      related.append("<Relationship Id=\"s\" Type=\"\(relationships)/styles\" Target=\"styles.xml\"/>")
      parts.append(("xl/styles.xml", "<styleSheet xmlns=\"\(namespace)\">\(styles)</styleSheet>"))
    }
    parts.append(
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(namespace)\" xmlns:r=\"\(relationships)\"><workbookPr\(date1904.map { " date1904=\"\($0)\"" } ?? "")/>"
          + "<sheets>\(list.joined())</sheets></workbook>"
      ))
    parts.append(
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"\(package)/relationships\">\(related.joined())</Relationships>"
      ))
    parts.append(
      (
        "_rels/.rels",
        "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"o\" Type=\"\(relationships)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ))
    parts.append(("[Content_Types].xml", "<Types xmlns=\"\(package)/content-types\"/>"))
    return parts.map { ($0.0, Array((prolog + $0.1).utf8)) }
  }

  /// The file.
  public var bytes: [UInt8] { ZipFile(parts).bytes }
}

extension String {
  fileprivate var escapedForXML: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
