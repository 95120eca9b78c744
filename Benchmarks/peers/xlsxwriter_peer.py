"""The peer of convert --to xlsx: the same cells by XlsxWriter in constant memory.

usage: xlsxwriter_peer.py dump WORKBOOK CELLS    keeps the cells of a workbook, so that reading them takes next to nothing
       xlsxwriter_peer.py write CELLS WORKBOOK   writes them
"""
import datetime
import marshal
import re
import sys
import zipfile
from html import unescape

CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(?:<v>(.*?)</v>|<is><t[^>]*>(.*?)</t></is>)</c>)', re.S)
ROW = re.compile(r"<row [^>]*>(.*?)</row>", re.S)
LINK = re.compile(r'<hyperlink ref="([A-Z]+)(\d+)"')


def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def dump(workbook, cells):
    book = zipfile.ZipFile(workbook)
    names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    styles = re.findall(r'<xf numFmtId="(\d+)"', re.search(r"<cellXfs.*?</cellXfs>", book.read("xl/styles.xml").decode(), re.S)[0])
    with open(cells, "wb") as out:
        for number, name in enumerate(names, 1):
            text = book.read(f"xl/worksheets/sheet{number}.xml").decode()
            links = {(column(letters), int(row)) for letters, row in LINK.findall(text)}
            marshal.dump((name, sum(1 for _ in ROW.finditer(text))), out)
            for index, row in enumerate(ROW.finditer(text), 1):
                found = []
                for letters, attributes, value, string in CELL.findall(row[1]):
                    place = column(letters)
                    style = re.search(r's="(\d+)"', attributes)
                    if (place, index) in links and "inlineStr" in attributes:
                        found.append((place, "u", unescape(string)))
                    elif "inlineStr" in attributes:
                        found.append((place, "s", unescape(string)))
                    elif style and styles[int(style[1])] not in ("0", "3"):
                        found.append((place, "d", int(float(value))))
                    elif value:
                        found.append((place, "n", float(value)))
                marshal.dump(found, out)


def write(cells, workbook):
    import xlsxwriter

    book = xlsxwriter.Workbook(workbook, {"constant_memory": True, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    start = datetime.datetime(1899, 12, 30)
    with open(cells, "rb") as file:
        while True:
            try:
                name, rows = marshal.load(file)
            except EOFError:
                break
            sheet = book.add_worksheet(name)
            links = 0
            for row in range(rows):
                for place, kind, value in marshal.load(file):
                    if kind == "s":
                        sheet.write_string(row, place, value)
                    elif kind == "n":
                        sheet.write_number(row, place, value)
                    elif kind == "d":
                        sheet.write_datetime(row, place, start + datetime.timedelta(value), day)
                    else:
                        target = value if "://" in value or value.startswith(("mailto:", "internal:")) else f"mailto:{value}"
                        sheet.write_url(row, place, target, None, value)
                        links += 1
    book.close()


{"dump": dump, "write": write}[sys.argv[1]](*sys.argv[2:])
