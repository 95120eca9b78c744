import LheoModel
import Testing

@Suite struct TauxTVATests {
  @Test(arguments: [
    ("0", 0), ("2.1", 21), ("2,10", 21), ("5,5 %", 55), ("8.5", 85), ("10", 100), (" 20.0 ", 200), ("20%", 200),
    ("20\u{A0}%", 200), ("020", 200),
  ]) func aRateIsReadAsPeopleWriteIt(text: String, tenths: Int) { #expect(TauxTVA(text)?.tenths == tenths) }

  @Test(arguments: [
    "", " ", "%", "0.2", "19.6", "20.05", "-20", "+20", "20 %%", "20.", ".5", "2e1", "vingt", "100",
    "1000000000000000000000",
    "20,0,0", "٢٠",
  ]) func whatIsNotARateInFranceIsNone(text: String) { #expect(TauxTVA(text) == nil) }

  /// What is written is read again, in both languages.
  @Test func ratesAreWrittenAsTheyAreRead() {
    for rate in TauxTVA.all {
      #expect(TauxTVA(rate.text) == rate && TauxTVA(rate.text(in: .fr)) == rate && TauxTVA(rate.text(in: .en)) == rate)
    }
    #expect(TauxTVA.list.french == "0, 2,1, 5,5, 8,5, 10 ou 20" && TauxTVA.list.english == "0, 2.1, 5.5, 8.5, 10 or 20")
  }
}
