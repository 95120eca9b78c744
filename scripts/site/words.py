"""The words of the site in French and English, and French typography."""
import re

WORDS = {
    "fr": {
        "site": "Boîte à outils LHEO", "rules": "Règles", "elements": "Éléments", "codes": "Codes", "tables": "Tables",
        "guides": "Guides", "other": "English", "search": "Chercher dans cette page", "none": "Rien ne correspond.",
        "contents": "Sommaire", "skip": "Aller au contenu", "nav": "Pages du site", "home": "Accueil",
        "why": "Pourquoi", "repair": "Réparer", "form": "Réparer dans OFeli", "blocks": "Bloque", "needs": "Nécessite",
        "found": "Constaté", "accepted": "Accepté", "source": "Source", "reported": "Signalé par le schéma, sous le nom",
        "severity": "Gravité", "profile": "Profil", "error": "erreur", "warning": "avertissement", "info": "information",
        "circle": "Cercle", "circles": ["données obligatoires", "données recommandées", "extension"],
        "content": "Contenu", "example": "Exemple", "parents": "Dans", "attributes": "Attributs", "child": "Enfant",
        "label": "Libellé", "occurs": "Nombre", "code": "Code", "meaning": "Sens", "used": "Éléments qui l'utilisent",
        "column": "Colonne", "path": "Chemin", "type": "Type", "row": "Une ligne est", "english": "Guides en anglais",
        "rulesIntro": "Les règles que la validation contrôle, par famille : ce qu'elles signalent, pourquoi, et comment réparer.",
        "elementsIntro": "Tous les éléments de LHEO 2.3, avec ce qui peut s'y trouver.",
        "codesIntro": "Les tables de codes de LHEO 2.3.",
        "tablesIntro": "Les tables des conversions, avec leurs colonnes et le chemin de chacune.",
        "footer": "Produit par {tool} à partir de ce qu'il sait de LHEO {lheo}.",
    },
    "en": {
        "site": "LHEO toolkit", "rules": "Rules", "elements": "Elements", "codes": "Codes", "tables": "Tables",
        "guides": "Guides", "other": "Français", "search": "Search this page", "none": "Nothing fits.",
        "contents": "Contents", "skip": "Skip to the content", "nav": "Pages of the site", "home": "Home",
        "why": "Why", "repair": "Repair", "form": "Repair in OFeli", "blocks": "Blocks", "needs": "Needs",
        "found": "Found", "accepted": "Accepted", "source": "Source", "reported": "Reported by the schema, as",
        "severity": "Severity", "profile": "Profile", "error": "error", "warning": "warning", "info": "note",
        "circle": "Circle", "circles": ["mandatory data", "recommended data", "extension"],
        "content": "Content", "example": "Example", "parents": "Stands in", "attributes": "Attributes", "child": "Child",
        "label": "Label", "occurs": "Occurs", "code": "Code", "meaning": "Meaning", "used": "Elements that use it",
        "column": "Column", "path": "Path", "type": "Type", "row": "Each row is",
        "rulesIntro": "The rules that are checked, by family: what they find, why, and how to repair it.",
        "elementsIntro": "All elements of LHEO 2.3, and what may stand in them.",
        "codesIntro": "The code tables of LHEO 2.3.",
        "tablesIntro": "The tables of conversions, their columns, and the path of each.",
        "footer": "Made by {tool} from what it knows of LHEO {lheo}.",
    },
}

# What the tool says in English only: patterns, and their French.
FRENCH = [
    (r"elements, in order", "des éléments, dans l'ordre"), (r"elements, in any order", "des éléments, dans n'importe quel ordre"),
    (r"one of the elements", "un des éléments"), (r"anything", "n'importe quoi"), (r"text", "texte"),
    (r"text of at least (\d+) characters", r"texte d'au moins \1 caractères"),
    (r"text of (\d+) characters", r"texte de \1 caractères"), (r"text of (\d+) to (\d+) characters", r"texte de \1 à \2 caractères"),
    (r"a whole number", "un nombre entier"), (r"number", "nombre"), (r"date", "date"), (r"code \((.*)\)", r"code (\1)"),
    (r"a date AAAAMMJJ; an unknown month or day is 00 or 99", "une date AAAAMMJJ ; un mois ou un jour inconnu est 00 ou 99"),
    (r"a code of (.*)", r"un code de \1"), (r"an offer \((.*)\)", r"une offre (\1)"), (r"an action \((.*)\)", r"une action (\1)"),
    (r"a session \((.*)\)", r"une session (\1)"), (r"a recruitment \((.*)\)", r"un recrutement (\1)"),
    (r"a place of training \((.*)\)", r"un lieu de formation (\1)"),
    (r"a training body \((.*)\), once for each SIRET", r"un organisme (\1), une fois par SIRET"),
    (r"a certification \((.*)\)", r"une certification (\1)"), (r"a funding \((.*)\)", r"un financement (\1)"),
    (r"a contact \((.*)\)", r"un contact (\1)"), (r"a cycle of a session \((.*)\)", r"un cycle d'une session (\1)"),
    (r"a block of competences \((.*)\)", r"un bloc de compétences (\1)"), (r"an extension \((.*)\)", r"une extension (\1)"),
]


def said(english, language):
    """What the tool says, in a language."""
    if language == "en":
        return english
    for pattern, french in FRENCH:
        match = re.fullmatch(pattern, english)
        if match:
            return match.expand(french)
    raise SystemExit(f"scripts/site/words.py: how is this said in French? {english!r}")


def typeset(text, language):
    """French text with no-break spaces where a line must not end."""
    if language != "fr":
        return text
    text = re.sub(r" ([:;?!»%€])", "\u00a0\\1", text)
    return text.replace("« ", "«\u00a0")
