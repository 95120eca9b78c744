"""The words of the site in French and English, and French typography."""
import re

WORDS = {
    "fr": {
        "site": "Boîte à outils LHEO", "rules": "Règles", "elements": "Éléments", "codes": "Codes", "tables": "Tables",
        "guides": "Guides", "other": "English", "search": "Chercher dans cette page", "none": "Rien ne correspond.",
        "shown": "Parties affichées\u00a0: ", "reference": "Référence",
        "contents": "Sommaire", "skip": "Aller au contenu", "nav": "Pages du site", "home": "Accueil",
        "why": "Pourquoi", "repair": "Réparer", "form": "Réparer dans OFeli", "blocks": "Bloque", "needs": "Nécessite",
        "found": "Constaté", "accepted": "Accepté", "source": "Source", "reported": "Signalé par le schéma, sous le nom",
        "severity": "Gravité", "profile": "Profil", "error": "erreur", "warning": "avertissement", "info": "information",
        "circle": "Cercle", "circles": ["données obligatoires", "données recommandées", "extension"],
        "content": "Contenu", "example": "Exemple", "parents": "Dans", "attributes": "Attributs", "child": "Enfant",
        "label": "Libellé", "occurs": "Nombre", "code": "Code", "meaning": "Sens", "used": "Éléments qui l'utilisent",
        "column": "Colonne", "path": "Chemin", "type": "Type", "row": "Une ligne est", "english": "Guides en anglais",
        "repeats": "répète",
        # What a column holds, where its name is not the same in both languages.
        "types": {"text": "texte", "number": "nombre"},
        "rulesIntro": "Les règles que la validation contrôle, par famille : ce qu'elles signalent, pourquoi, et comment réparer.",
        "elementsIntro": "Tous les éléments de LHEO 2.3, avec ce qui peut s'y trouver.",
        "codesIntro": "Les tables de codes de LHEO 2.3.",
        "tablesIntro": "Les tables des conversions, avec leurs colonnes et le chemin de chacune. Ce qui répète une autre colonne se modifie dans celle-ci.",
        "footer": "Produit par {tool} à partir de ce qu'il sait de LHEO {lheo}.",
    },
    "en": {
        "site": "LHEO toolkit", "rules": "Rules", "elements": "Elements", "codes": "Codes", "tables": "Tables",
        "guides": "Guides", "other": "Français", "search": "Search this page", "none": "Nothing fits.",
        "shown": "Sections shown: ", "reference": "Reference",
        "contents": "Contents", "skip": "Skip to the content", "nav": "Pages of the site", "home": "Home",
        "why": "Why", "repair": "Repair", "form": "Repair in OFeli", "blocks": "Blocks", "needs": "Needs",
        "found": "Found", "accepted": "Accepted", "source": "Source", "reported": "Reported by the schema, as",
        "severity": "Severity", "profile": "Profile", "error": "error", "warning": "warning", "info": "note",
        "circle": "Circle", "circles": ["mandatory data", "recommended data", "extension"],
        "content": "Content", "example": "Example", "parents": "Stands in", "attributes": "Attributes", "child": "Child",
        "label": "Label", "occurs": "Occurs", "code": "Code", "meaning": "Meaning", "used": "Elements that use it",
        "column": "Column", "path": "Path", "type": "Type", "row": "Each row is", "types": {},
        "repeats": "repeats",
        "rulesIntro": "The rules that are checked, by family: what they find, why, and how to repair it.",
        "elementsIntro": "All elements of LHEO 2.3, and what may stand in them.",
        "codesIntro": "The code tables of LHEO 2.3.",
        "tablesIntro": "The tables of conversions, their columns, and the path of each. What repeats another column is to be changed there.",
        "footer": "Made by {tool} from what it knows of LHEO {lheo}.",
    },
}


def typeset(text, language):
    """French text with no-break spaces where a line must not end."""
    if language != "fr":
        return text
    text = re.sub(r" ([:;?!»%€])", "\u00a0\\1", text)
    return text.replace("« ", "«\u00a0")
