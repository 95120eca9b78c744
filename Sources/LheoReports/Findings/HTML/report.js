"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const words = read("words");
  const { offers, bodies, rules, files } = read("offer-list");
  const findings = read("findings");
  const perPage = 25;
  const byId = (id) => document.getElementById(id);
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const quantity = (count, noun) => `${count} ${noun}${(words.zeroIsPlural ? count !== 1 : count > 1) ? "s" : ""}`;
  const symbols = { error: "✖", warning: "▲", info: "ℹ" };

  // Findings by offer, in the order of the feed.
  for (const offer of offers) offer.findings = [];
  for (const finding of findings) offers[finding.o].findings.push(finding);

  const searchText = (offer, finding) =>
    [offer.n, offer.t, bodies[offer.g] && bodies[offer.g].nom, bodies[offer.g] && bodies[offer.g].siret,
      finding.m, finding.r, finding.a, finding.n].filter(Boolean).join(" ");

  const fill = (select, entries) => {
    for (const [value, label] of entries) {
      const option = make("option", "", label);
      option.value = value;
      select.append(option);
    }
  };
  const bodyName = (body) => [body.nom, body.siret].filter(Boolean).join(" – ") || words.noBody;
  fill(byId("body"), bodies.map((body, index) => [String(index), bodyName(body)]).sort((a, b) => a[1].localeCompare(b[1])));
  if (bodies.length < 2) byId("body").parentElement.hidden = true;
  fill(byId("rule"), Object.keys(rules).sort().map((rule) => [rule, rule]));

  let page = 0;
  let matches = [];

  const filter = () => {
    const text = fold(byId("text").value.trim()).split(/\s+/).filter(Boolean);
    const body = byId("body").value;
    const rule = byId("rule").value;
    const severities = new Set([...document.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    matches = [];
    let count = 0;
    for (const offer of offers) {
      if (body !== "" && String(offer.g) !== body) continue;
      const found = offer.findings.filter((finding) => {
        if (!severities.has(finding.s) || rule && finding.r !== rule) return false;
        if (text.length === 0) return true;
        finding.folded ??= fold(searchText(offer, finding));
        return text.every((word) => finding.folded.includes(word));
      });
      if (found.length) {
        matches.push([offer, found]);
        count += found.length;
      }
    }
    matches.sort((a, b) => (a[0].g ?? -1) - (b[0].g ?? -1));
    page = 0;
    byId("status").textContent = `${quantity(matches.length, words.offer)}, ${quantity(count, words.finding)}`;
    render();
  };

  const renderFinding = (finding) => {
    const item = make("article", `finding ${finding.s}`);
    const first = make("p");
    first.append(make("span", "severity", `${symbols[finding.s]} ${words[finding.s]}`), ` ${finding.m}`);
    const rule = rules[finding.r] || {};
    const place = [
      files.length > 1 ? files[finding.f] : null, finding.l ? `${words.line} ${finding.l}` : finding.p,
      finding.a && `action ${finding.a}`, finding.n && `session ${finding.n}`, `<${finding.e}>`,
    ].filter(Boolean).join(", ");
    const where = make("p", "place", `${place} · `);
    where.append(make("code", "", finding.r));
    item.append(
      first, make("p", "fix", `→ ${finding.x ?? rule.fix ?? ""}`), where,
      make("p", "source", `${words.source} ${finding.u ?? rule.source ?? ""}`));
    return item;
  };

  const render = () => {
    const pageCount = Math.max(1, Math.ceil(matches.length / perPage));
    const container = byId("offers");
    container.replaceChildren();
    let body;
    let group;
    for (const [offer, found] of matches.slice(page * perPage, (page + 1) * perPage)) {
      if (!group || offer.g !== body) {
        body = offer.g;
        group = make("section", "body");
        const known = bodies[offer.g];
        group.append(make("h3", "", known ? bodyName(known) : words.noBody));
        if (known && known.courriel) group.append(make("p", "place", `${words.contact} ${known.courriel}`));
        container.append(group);
      }
      const details = make("details");
      details.open = true;
      const summary = make("summary");
      const title = [offer.n, offer.t].filter(Boolean).join(" – ") || words.outside;
      summary.append(make("h4", "", title), ` (${quantity(found.length, words.finding)})`);
      details.append(summary, ...found.map(renderFinding));
      group.append(details);
    }
    byId("pages").hidden = pageCount < 2;
    byId("page").textContent = `${page + 1} / ${pageCount}`;
    byId("previous").disabled = page === 0;
    byId("next").disabled = page + 1 >= pageCount;
  };

  const turn = (step) => {
    page += step;
    render();
    byId("repair").scrollIntoView();
    byId("status").focus();
  };
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  byId("filters").addEventListener("input", filter);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").hidden = findings.length === 0;
  filter();
})();
