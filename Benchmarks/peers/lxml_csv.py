"""The peer of convert --to csv: the same columns by lxml's iterparse. usage: lxml_csv.py FEED COLUMN…"""
import csv
import sys

from lxml import etree

NAMESPACE = "{http://lheo.gouv.fr/2.3}"
feed, columns = sys.argv[1], sys.argv[2:]
paths = []
for column in columns:
    parts = column.split("/")
    attribute = parts[-1][1:] if parts[-1].startswith("@") else None
    steps = parts[1:-1] if attribute else parts[1:]
    paths.append((parts[0], "/".join(NAMESPACE + step for step in steps), attribute))
writer = csv.writer(sys.stdout, lineterminator="\n")
writer.writerow(columns)
for _, formation in etree.iterparse(feed, tag=NAMESPACE + "formation"):
    for action in formation.iterfind(NAMESPACE + "action"):
        for session in action.iterfind(NAMESPACE + "session"):
            anchors = {"formation": formation, "action": action, "session": session}
            row = []
            for anchor, path, attribute in paths:
                found = anchors[anchor].iterfind(path) if path else [anchors[anchor]]
                if attribute:
                    values = [element.get(attribute) for element in found]
                else:
                    values = [element.text for element in found]
                row.append("|".join(value.strip() for value in values if value and value.strip()))
            writer.writerow(row)
    formation.clear()
    while formation.getprevious() is not None:
        del formation.getparent()[0]
