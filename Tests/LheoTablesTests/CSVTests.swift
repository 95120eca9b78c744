import LheoModel
import LheoOutput
import LheoParser
import LheoTables
import TestSupport
import Testing

@Suite struct CSVTests {
  private func csv(
    _ feed: String, table: String = "sessions", columns: String? = nil, reading: TableReader.Options = .init(),
    source: String? = nil, _ options: CSVWriter.Options = .init()
  ) throws -> String {
    let memory = Memory()
    var chosen = try #require(Table.named(table))
    if let columns { chosen = try chosen.with(columns: Column.list(columns)) }
    let feeder = TableFeeder(
      chosen, options: reading, hasSource: source != nil, into: CSVWriter(memory.sink, options: options))
    feeder.source = source ?? ""
    try feeder.begin()
    let parser = FeedParser(.text("<lheo xmlns='\(LheoSchema.namespace)'><offres>\(feed)</offres></lheo>"))
    while let event = try parser.next() {
      if case .element(let buffer) = event { try feeder.write(buffer) }
    }
    try feeder.finish()
    return try memory.text()
  }

  private static let offer = """
    <formation numero="F1"><intitule-formation> =cmd, "A"
    B </intitule-formation><certifiante>1</certifiante>
    <action numero="A1"><code-public-vise>83056</code-public-vise><code-public-vise>80006</code-public-vise>
    <session numero="S1"><periode><debut>20260901</debut><fin>20269999</fin></periode></session>
    <session numero="S2"><periode><debut>00000000</debut><fin>20270630</fin></periode></session></action>
    <action numero="A2"><session numero="S3"/></action></formation>
    """

  @Test func oneRowASession() throws {
    let text = try csv(
      Self.offer, columns: "f=formation/@numero,a=action/@numero,s=session/@numero,p=action/code-public-vise")
    #expect(text == "f,a,s,p\nF1,A1,S1,83056|80006\nF1,A1,S2,83056|80006\nF1,A2,S3,\n")
  }

  @Test func labelsAndDates() throws {
    var options = TableReader.Options()
    options.usesISODates = true
    let text = try csv(
      Self.offer, columns: "c=formation/certifiante:label,d=session/periode/debut,f=session/periode/fin",
      reading: options)
    #expect(text == "c,d,f\noui,2026-09-01,2026\noui,,2027-06-30\noui,,\n")
  }

  @Test(arguments: [
    ("14118", "50000", "14", "Normandie"), ("", "20200", "2B", "Corse"), ("2A004", "", "2A", "Corse"),
    ("", "97400", "974", "La Réunion"), ("", "98800", "988", "Province Sud"), ("", "", "", "Province Sud"),
    ("", "99999", "99", "Province Sud"), ("", "-1000", "-1", "Province Sud"),
  ])
  func anAddressHasADepartmentAndARegion(commune: String, postcode: String, departement: String, region: String) throws
  {
    let feed =
      "<formation><action><lieu-de-formation><coordonnees><adresse><codepostal>\(postcode)</codepostal>"
      + "<code-INSEE-commune>\(commune)</code-INSEE-commune><region>Province Sud</region></adresse></coordonnees>"
      + "</lieu-de-formation></action></formation>"
    let address = "lieu-de-formation/coordonnees/adresse"
    let text = try csv(feed, table: "lieux", columns: "n=#action,d=\(address):departement,r=\(address):region")
    #expect(text.hasSuffix("\nf1a1,\(departement),\(region)\n"))
    #expect(throws: ColumnError.self) { try Column("lieu-de-formation/coordonnees:departement") }
    #expect(throws: ColumnError.self) { try Column("\(address)/ville:region") }
  }

  @Test func quotesAndGuardsAgainstFormulas() throws {
    let text = try csv(Self.offer, table: "formations", columns: "t=formation/intitule-formation")
    #expect(text == "t\n\"'=cmd, \"\"A\"\"\nB\"\n")
    var options = CSVWriter.Options()
    options.isRaw = true
    #expect(
      try csv(Self.offer, table: "formations", columns: "t=formation/intitule-formation", options)
        == "t\n\"=cmd, \"\"A\"\"\nB\"\n")
  }

  @Test(arguments: ["=1", "+1", "-1+1", "-a", "-", "-1.2.3", "'-a", "@x", "'=1"]) func formulasAreDefused(start: String)
    throws
  {
    let feed = "<formation><intitule-formation>\(start)</intitule-formation></formation>"
    #expect(try csv(feed, table: "formations", columns: "t=formation/intitule-formation") == "t\n'\(start)\n")
  }

  /// Most of the west of France lies west of Greenwich.
  @Test(arguments: ["-1", "-1.0822", "'-1.0822"]) func negativeNumbersAreNone(text: String) throws {
    let feed = "<formation><intitule-formation>\(text)</intitule-formation></formation>"
    #expect(try csv(feed, table: "formations", columns: "t=formation/intitule-formation") == "t\n\(text)\n")
  }

  @Test func forExcel() throws {
    var options = CSVWriter.Options()
    options.isForExcel = true
    #expect(
      try csv(Self.offer, columns: "f=formation/@numero,s=session/@numero", options)
        == "\u{FEFF}f;s\r\nF1;S1\r\nF1;S2\r\nF1;S3\r\n")
  }

  @Test func whatIsInExtensionsIsNoRow() throws {
    let feed =
      "<formation><extras><extra><session numero='X'/></extra></extras><action><session numero='S'/></action></formation>"
    #expect(try csv(feed, columns: "s=session/@numero") == "s\nS\n")
  }

  @Test func rowsAreIdentifiedByTheirPlace() throws {
    let text = try csv(Self.offer + Self.offer, columns: "f=#formation,a=#action,s=#session")
    #expect(
      text == "f,a,s\nf1,f1a1,f1a1s1\nf1,f1a1,f1a1s2\nf1,f1a2,f1a2s1\nf2,f2a1,f2a1s1\nf2,f2a1,f2a1s2\nf2,f2a2,f2a2s1\n")
  }

  @Test func theFirstPathThatIsThereIsTaken() throws {
    let text = try csv(Self.offer, columns: "x=session/@datemaj|session/periode/debut|session/@numero")
    #expect(text == "x\n20260901\n00000000\nS3\n")
  }

  @Test func bodiesStandOnceWithTheirOffers() throws {
    func offer(_ sirets: String...) -> String {
      "<formation>"
        + sirets.map {
          "<action><organisme-formateur><SIRET-formateur><SIRET>\($0)</SIRET></SIRET-formateur></organisme-formateur></action>"
        }.joined()
        + "</formation>"
    }
    let text = try csv(offer("2", "1", "1") + offer("1"), table: "organismes")
    let rows = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.map(\.first) == ["siret", "2", "1"])
    #expect(rows.map(\.last) == ["formations", "1", "2"])
  }

  @Test func rowsCanBeChosen() throws {
    var options = TableReader.Options()
    options.condition = try Condition("session/periode/fin >= 2027-01-01")
    #expect(try csv(Self.offer, columns: "s=session/@numero", reading: options) == "s\nS2\n")
  }

  @Test func theFeedIsNamed() throws {
    #expect(try csv(Self.offer, columns: "s=session/@numero", source: "a.xml").hasPrefix("source,s\na.xml,S1\n"))
  }

  @Test func extensionsAreATable() throws {
    let feed =
      "<formation><extras info='g'><extra info='i'>v<b>not this</b></extra></extras><action><session numero='S'><extras><extra>w</extra></extras></session></action></formation>"
    let text = try csv(
      feed, table: "extras", columns: "e=#parent,g=extras/@info,i=extra/@info,v=extra,s=session/@numero")
    #expect(text == "e,g,i,v,s\nformation,g,i,v,\nsession,,,w,S\n")
  }

  @Test func extensionsSayWhereTheyAre() throws {
    let group = "<extras info='a'><extras info='b'><extra>v</extra></extras><extra>w</extra></extras>"
    let place = "<coordonnees><adresse>\(group)</adresse></coordonnees>"
    let feed =
      "<formation>\(group)<action><lieu-de-formation/><lieu-de-formation>\(place)</lieu-de-formation></action></formation>"
    let text = try csv(
      feed, table: "extras", columns: "p=#place,o=#groups,g=extras/@info,v=extra,s=#action")
    let path = "lieu-de-formation[2]/coordonnees/adresse"
    #expect(
      text == """
        p,o,g,v,s
        extras[1]/extras[1],a,b,v,
        extras[1],,a,w,
        \(path)/extras[1]/extras[1],a,b,v,f1a1
        \(path)/extras[1],,a,w,f1a1

        """)
  }
}
