// Lists the offers of feed.xml and the sessions that are open, then checks an offer made by hand.

import LheoModel
import LheoParser
import LheoValidator

let reader = FeedReader(.file("feed.xml"))
while let formation = try reader.nextFormation() {
  print(formation.numero ?? "-", formation.intituleFormation.text)
  for session in formation.actions.flatMap(\.sessions) where session.etatRecrutement?.code == .ouvert {
    print("  from", session.periode.debut.date?.isoText ?? "?")
  }
}
let validator = OfferValidator(options: ValidationOptions(asOf: PartialDate(year: 2026, month: 11, day: 25)!))
for finding in validator.findings(in: Formation(intituleFormation: "CAP photographe")) { print(finding.message) }
