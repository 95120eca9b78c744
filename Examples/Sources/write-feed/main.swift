// Writes a feed of one offer to feed.xml, if the offer breaks no rule.

import LheoModel
import LheoOutput
import LheoValidator
import LheoWriter

var formation = Formation.example
formation.numero = "14_123F"
formation.intituleFormation = "Titre professionnel carreleur"
formation.actions[0].sessions[0].periode = Periode(debut: "20270901", fin: "20280331")

let validator = OfferValidator(options: ValidationOptions(asOf: PartialDate(year: 2026, month: 11, day: 24)!))
let findings = validator.findings(in: formation)
for finding in findings { print(finding.path, finding.message, finding.fix) }

if !findings.contains(where: { $0.severity == .error }) {
  let output = try OutputFile("feed.xml")
  let writer = FeedWriter(output.sink)
  writer.begin(FeedHeader())
  writer.write(formation)
  writer.end()
  try output.commit()
}
