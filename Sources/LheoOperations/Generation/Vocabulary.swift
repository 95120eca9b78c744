/// Words that made-up offers are put together from.
enum Vocabulary {
  struct Subject {
    let title: String
    let formacode: String
    let nsf: String
    let rome: String
  }

  struct Town {
    let name: String
    let postcode: String
    let insee: String
    let region: String
    let latitude: String
    let longitude: String
  }

  static let subjects = [
    Subject(title: "Plaquiste", formacode: "22403", nsf: "233", rome: "F1604"),
    Subject(title: "Conducteur de transport en commun", formacode: "31815", nsf: "311", rome: "N4103"),
    Subject(title: "Cuisinier", formacode: "42752", nsf: "221", rome: "G1602"),
    Subject(title: "Développeur web et web mobile", formacode: "46270", nsf: "326", rome: "M1805"),
    Subject(title: "Secrétaire comptable", formacode: "35049", nsf: "324", rome: "M1608"),
    Subject(title: "Soudeur assembleur industriel", formacode: "23026", nsf: "254", rome: "H2913"),
    Subject(title: "Agent de propreté et d'hygiène", formacode: "42093", nsf: "343", rome: "K2204"),
    Subject(title: "Paysagiste", formacode: "21046", nsf: "214", rome: "A1203"),
  ]

  static let towns = [
    Town(name: "Caen", postcode: "14000", insee: "14118", region: "28", latitude: "49.1829", longitude: "-0.3707"),
    Town(name: "Rouen", postcode: "76000", insee: "76540", region: "28", latitude: "49.4432", longitude: "1.0999"),
    Town(name: "Évreux", postcode: "27000", insee: "27229", region: "28", latitude: "49.0270", longitude: "1.1510"),
    Town(name: "Saint-Lô", postcode: "50000", insee: "50502", region: "28", latitude: "49.1147", longitude: "-1.0822"),
    Town(name: "Alençon", postcode: "61000", insee: "61001", region: "28", latitude: "48.4329", longitude: "0.0913"),
  ]

  static let streets = [
    "des Écoles", "de la Gare", "Victor Hugo", "des Tilleuls", "du Port", "de l'Église", "Jean Jaurès",
  ]
  static let names = ["Darcueil", "Martin-Exemple", "Lefictif", "Duval", "Legrand", "Moreau"]
  static let firstNames = ["Camille", "Dominique", "Claude", "Andrea", "Maël", "Noé"]

  static let sentences = [
    "Préparer un chantier en tenant compte des règles de sécurité et des consignes du client.",
    "Organiser son travail, tenir un planning et rendre compte à l'oral comme à l'écrit.",
    "Utiliser les outils & logiciels du métier, lire un plan et choisir les matériaux.",
    "Accueillir le public, reformuler une demande et proposer une solution adaptée.",
    "Appliquer les gestes et postures qui préservent la santé ; trier et valoriser les déchets.",
    "Contrôler la qualité du travail réalisé (écarts < 2 %) et corriger les défauts.",
  ]
}
