"""The pages of the site, from the JSON of the tool and the guides."""
import json
import re
import subprocess
from html import escape
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from markdown_it import MarkdownIt

from words import WORDS, typeset


def read_guides():
    """The guides of each language, source and name of the page, and the twins: the name in the other language."""
    guides, twins = {language: [] for language in WORDS}, {language: {} for language in WORDS}
    for line in (Path(__file__).parent / "guides.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        english, english_name, french, french_name = line.split("\t")
        guides["en"].append((english, english_name))
        if french != "-":
            guides["fr"].append((french, french_name))
            twins["en"][english_name], twins["fr"][french_name] = french_name, english_name
    return guides, twins


GUIDES, TWINS = read_guides()
# Pages that the tool makes, of which docs has another form.
MADE = {"docs/rules.md": ("en", "rules"), "docs/fr/regles.md": ("fr", "rules"), "docs/elements.md": ("en", "elements")}
REFERENCE = ["rules", "elements", "codes", "tables"]


def slug(text):
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


class Site:
    def __init__(self, root, tool):
        self.root, self.tool = Path(root), tool
        self.rules, self.schema, self.tables = (
            {language: self.json(command, "--lang", language)[key] for language in WORDS}
            for command, key in (("rules", "rules"), ("schema", "elements"), ("tables", "tables")))
        self.elements = {element["name"]: element for element in self.schema["en"]}
        self.version = self.text("--version").strip()
        # The place of each source among the pages, and the language it is in.
        self.places = {source: (language, name) for language, guides in GUIDES.items() for source, name in guides}
        self.places.update(MADE)
        self.titles = {source: self.title(source) for guides in GUIDES.values() for source, _ in guides}

    def text(self, *arguments):
        return subprocess.run([self.tool, *arguments], check=True, capture_output=True, text=True).stdout

    def json(self, command, *arguments):
        return json.loads(self.text(command, "--format", "json", *arguments))

    def title(self, source):
        for line in (self.root / source).read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                return line[2:]
        raise SystemExit(f"{source} has no title")

    # Pages

    def files(self):
        files = {"index.html": self.entrance()}
        for language in WORDS:
            for source, name in GUIDES[language]:
                files[f"{language}/{name}.html"] = self.guide(language, source, name)
            for name in REFERENCE:
                files[f"{language}/{name}.html"] = getattr(self, name + "_page")(language)
        return files

    def entrance(self):
        links = "".join(
            f'<li><a href="{language}/index.html" lang="{language}">{escape(WORDS[language]["site"])}</a></li>'
            for language in WORDS)
        return self.frame("fr", "LHEO", f"<main id=\"content\"><h1>LHEO</h1><ul>{links}</ul></main>", None)

    def frame(self, language, title, body, name, searches=False):
        words = WORDS[language]
        script = f"<script>\n{self.asset('search.js')}</script>\n" if searches else ""
        navigation = self.navigation(language, name) if name else ""
        version = typeset(words["footer"].format(tool=f"lheo-tool {self.version}", lheo="2.3"), language)
        policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<link rel="icon" href="data:,">\n'
            f"<title>{escape(title)}</title>\n<style>\n{self.asset('site.css')}</style>\n</head>\n<body>\n"
            f"{navigation}{body}\n<footer><p>{escape(version)}</p></footer>\n{script}</body>\n</html>\n")

    def asset(self, name):
        return (Path(__file__).parent / name).read_text(encoding="utf-8")

    def navigation(self, language, current):
        words = WORDS[language]
        other = "en" if language == "fr" else "fr"
        pages = [(f"{name}.html", words[name]) for name in REFERENCE]
        pages.append(("index.html#guides", words["guides"]))
        items = ""
        for href, title in pages:
            mark = ' aria-current="page"' if href == f"{current}.html" else ""
            items += f'<li><a href="{href}"{mark}>{escape(typeset(title, language))}</a></li>'
        twin = current if current in REFERENCE else TWINS[language].get(current, "index")
        home = ' aria-current="page"' if current == "index" else ""
        return (
            f'<a class="skip" href="#content">{words["skip"]}</a>\n<header class="site">'
            f'<a href="index.html"{home}>{escape(words["site"])}</a><nav aria-label="{words["nav"]}"><ul>{items}</ul></nav>'
            f'<a href="../{other}/{twin}.html" lang="{other}" hreflang="{other}">{words["other"]}</a></header>\n')

    def page(self, language, name, body, contents):
        """A page of reference: a table of contents, a search, sections."""
        words = WORDS[language]
        links = "".join(f'<li><a href="#{anchor}">{escape(title)}</a></li>' for anchor, title in contents)
        intro = escape(typeset(words[name + "Intro"], language))
        head = (
            f'<main id="content"><h1>{words[name]}</h1><p>{intro}</p>\n<form id="search" role="search" hidden><label>'
            f'{words["search"]}<br><input type="search" name="q" autocomplete="off"></label> '
            f'<span id="status" role="status" data-none="{words["none"]}" data-shown="{words["shown"]}"></span></form>\n'
            f'<details class="toc"><summary>{words["contents"]}</summary><ul>{links}</ul></details>\n')
        title = f"{words[name]} – {words['site']}"
        return self.frame(language, title, head + body + "</main>", name, searches=True)

    # Reference

    def prose(self, text, language):
        """A text whose tags lead to their elements."""
        html = escape(typeset(text, language), quote=False)

        def link(match):
            name = match[1]
            tag = f"<code>&lt;{match[1]}&gt;</code>"
            return f'<a href="elements.html#{name.lower()}">{tag}</a>' if name in self.elements else tag

        return re.sub(r"&lt;([A-Za-z][\w-]*)&gt;", link, html)

    @staticmethod
    def heading(level, anchor, title):
        return f'<h{level} id="{anchor}"><a class="anchor" href="#{anchor}">{escape(title)}</a></h{level}>'

    @staticmethod
    def facts(facts):
        return "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in facts if value) + "</dl>\n"

    @staticmethod
    def grid(label, heads, rows):
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
        body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
        return f'<div class="scroll" tabindex="0"><table aria-label="{escape(label)}"><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>\n'

    def rules_page(self, language):
        words = WORDS[language]
        families = {}
        for rule in self.rules[language]:
            families.setdefault(rule["id"].split("/")[0], []).append(rule)
        body = ""
        for family, rules in families.items():
            body += f'<section class="group">{self.heading(2, slug(family), family)}\n'
            for rule in rules:
                examples = lambda key: ", ".join(f"<code>{escape(visible(typeset(text, language)))}</code>" for text in rule[key])
                kind = f'<span class="{rule["severity"]}">{words[rule["severity"]]}</span>'
                reported = rule.get("reportedAs")
                facts = [
                    (words["severity"], kind), (words["profile"], f'<code>{rule["profile"]}</code>'),
                    (words["why"], self.prose(rule["why"], language)),
                    (words["repair"], self.prose(rule["repair"], language)),
                    (words["form"], self.prose(rule["formRepair"], language)),
                    (words["blocks"], ", ".join(rule["blocks"])), (words["needs"], ", ".join(rule["needs"])),
                    (words["found"], examples("triggering")), (words["accepted"], examples("passing")),
                    (words["reported"], f'<a href="#{slug(reported)}">{reported}</a>' if reported else ""),
                    (words["source"], escape(typeset(rule["source"], language))),
                ]
                body += (
                    f'<section class="entry">{self.heading(3, slug(rule["id"]), rule["id"])}\n'
                    f'<p><strong>{self.prose(rule["message"], language)}</strong></p>\n{self.facts(facts)}</section>\n')
            body += "</section>\n"
        return self.page(language, "rules", body, [(slug(family), family) for family in families])

    def element_link(self, name):
        return f'<a href="elements.html#{name.lower()}">{name}</a>'

    def elements_page(self, language):
        words = WORDS[language]
        body = ""
        common = set.intersection(*(set(element["attributes"]) for element in self.schema[language]))
        for element in sorted(self.schema[language], key=lambda element: element["name"].lower()):
            content = escape(typeset(element["content"], language))
            content = re.sub(r"(dict-[\w-]+)", lambda match: f'<a href="codes.html#{match[1].lower()}">{match[1]}</a>', content)
            circle = element.get("circle")
            own = [name for name in element["attributes"] if name not in common]
            facts = [
                (words["circle"], f'{circle} ({words["circles"][circle - 1]})' if circle else ""),
                (words["content"], content),
                (words["example"], f'<code>{escape(element["example"])}</code>' if element.get("example") else ""),
                (words["parents"], ", ".join(map(self.element_link, element["parents"]))),
                (words["attributes"], ", ".join(f"<code>{name}</code>" for name in own)),
            ]
            rows = [
                [self.element_link(child["name"]), french(self.elements[child["name"]]["label"], language), occurrence(child)]
                for child in element["children"]]
            children = self.grid(element["name"], [words["child"], words["label"], words["occurs"]], rows) if rows else ""
            body += (
                f'<section class="entry">{self.heading(2, element["name"].lower(), element["name"])}\n'
                f'<p>{french(element["label"], language)}</p>\n{self.facts(facts)}{children}</section>\n')
        names = sorted(self.elements, key=str.lower)
        return self.page(language, "elements", body, [(name.lower(), name) for name in names])

    def codes_page(self, language):
        words = WORDS[language]
        tables = {}
        for element in self.schema["en"]:
            match = re.fullmatch(r"a code of (.*)", element["content"])
            if match:
                tables.setdefault(match[1], ([], element["codes"]))[0].append(element["name"])
        body = ""
        for name, (elements, codes) in sorted(tables.items()):
            rows = [[f'<code>{escape(code["code"])}</code>', french(code["label"], language)] for code in codes]
            used = ", ".join(map(self.element_link, elements))
            body += (
                f'<section class="entry">{self.heading(2, name.lower(), name)}\n{self.facts([(words["used"], used)])}'
                f'{self.grid(name, [words["code"], words["meaning"]], rows)}</section>\n')
        return self.page(language, "codes", body, [(name.lower(), name) for name in sorted(tables)])

    @staticmethod
    def code(text):
        """A path or name, whose line may end after its parts."""
        return "<code>" + re.sub(r"([/_])", r"\1<wbr>", escape(text)) + "</code>"

    def tables_page(self, language):
        words = WORDS[language]
        body = ""
        for table in self.tables[language]:
            rows = []
            for column in table["columns"]:
                last = column["path"].split("/")[-1].split(":")[0]
                path = self.code(column["path"])
                if last in self.elements:
                    path = f'<a href="elements.html#{last.lower()}">{path}</a>'
                kind = escape(words["types"].get(column["type"], column["type"]))
                kind = re.sub(r"(dict-[\w-]+)", lambda match: f'<a href="codes.html#{match[1].lower()}">{match[1]}</a>', kind)
                if "repeats" in column:
                    kind += f'<br>{words["repeats"]} {self.code(column["repeats"])}'
                rows.append([self.code(column["name"]), french(column["label"], language), path, kind])
            body += (
                f'<section class="entry">{self.heading(2, table["name"], table["name"])}\n'
                f'<p>{words["row"]} {escape(typeset(table["summary"], language))}.</p>\n'
                f'{self.grid(table["name"], [words["column"], words["label"], words["path"], words["type"]], rows)}</section>\n')
        return self.page(language, "tables", body, [(table["name"], table["name"]) for table in self.tables[language]])

    # Guides

    def guide(self, language, source, name):
        reader = MarkdownIt("commonmark", {"html": True}).enable("table")
        tokens = reader.parse((self.root / source).read_text(encoding="utf-8"))
        seen = {}
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                anchor = slug("".join(part.content for part in tokens[index + 1].children if part.type in ("text", "code_inline")))
                seen[anchor] = seen.get(anchor, -1) + 1
                token.attrSet("id", anchor if seen[anchor] == 0 else f"{anchor}-{seen[anchor]}")
            if token.type == "inline":
                self.adapt(token.children, language, source)
        html = reader.renderer.render(tokens, reader.options, {})
        html = html.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
        html = html.replace("<pre>", '<pre tabindex="0">').replace("<th>", '<th scope="col">')
        title = f"{self.titles[source]} – {WORDS[language]['site']}" if name != "index" else WORDS[language]["site"]
        return self.frame(
            language, typeset(title, language), f'<main id="content">\n{html}{self.others(language, name)}</main>', name)

    def others(self, language, name):
        """Below the first page, all pages of the language; below the French ones, those that are in English only."""
        if name != "index":
            return ""
        words = WORDS[language]
        links = "".join(
            f'<li><a href="{other}.html">{escape(typeset(self.titles[source], language))}</a></li>'
            for source, other in GUIDES[language] if other != "index")
        html = f'<h2 id="guides">{words["guides"]}</h2><ul>{links}</ul>'
        links = "".join(f'<li><a href="{page}.html">{words[page]}</a></li>' for page in REFERENCE)
        html += f'<h2 id="reference">{words["reference"]}</h2><ul>{links}</ul>'
        if language == "fr":
            links = "".join(
                f'<li><a href="../en/{other}.html" lang="en" hreflang="en">{escape(self.titles[source])}</a></li>'
                for source, other in GUIDES["en"] if other not in TWINS["en"])
            html += f'<h2 id="en-anglais">{words["english"]}</h2><ul>{links}</ul>'
        return html

    def adapt(self, parts, language, source):
        """Makes links to pages of links to files, and sets French spaces."""
        lost = 0
        for part in parts:
            if part.type == "text":
                part.content = typeset(part.content, language)
            elif part.type == "link_open":
                href = self.link(part.attrGet("href"), language, source)
                if href is None:
                    # There is no page of it.
                    part.tag, part.attrs = "span", {}
                    lost += 1
                else:
                    part.attrSet("href", href)
                    if href.startswith("../"):
                        part.attrSet("hreflang", href.split("/")[1])
            elif part.type == "link_close" and lost:
                part.tag = "span"
                lost -= 1

    def link(self, href, language, source):
        if re.match(r"[a-z]+:", href) or href.startswith("#"):
            return href
        path, _, anchor = href.partition("#")
        target = normpath(str(PurePosixPath(source).parent / path))
        target = target + "/README.md" if (self.root / target).is_dir() else target
        if target not in self.places:
            return None
        other, name = self.places[target]
        page = f"{name}.html" if other == language else f"../{other}/{name}.html"
        return page + (f"#{anchor}" if anchor else "")

    # Links

    @staticmethod
    def broken_links(files):
        """The links of pages that lead nowhere, and identifiers that are there twice."""
        pages = {name: Links(text) for name, text in files.items()}
        broken = []
        for name, page in pages.items():
            broken += [f"{name}: id {anchor} is there twice" for anchor in page.repeated]
            for href in page.hrefs:
                if re.match(r"[a-z]+:", href):
                    continue
                path, _, anchor = href.partition("#")
                target = normpath(str(PurePosixPath(name).parent / path)) if path else name
                if target not in pages or anchor and unquote(anchor) not in pages[target].ids:
                    broken.append(f"{name}: {href}")
        return broken


def visible(text):
    """A text without the control characters that HTML does not allow."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", text)


def french(text, language):
    """What LHEO says in French only, on a page of any language."""
    html = escape(typeset(text, "fr"))
    return html if language == "fr" else f'<span lang="fr">{html}</span>'


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.repeated, self.hrefs = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                if value in self.ids:
                    self.repeated.append(value)
                self.ids.add(value)
            elif name == "href" and tag == "a":
                self.hrefs.append(value)


def occurrence(child):
    least, most = child["min"], child.get("max")
    return str(least) if least == most else f"{least}–{most if most else 'n'}"
