"use strict";
// The findings are in the page; this filters, folds and pages them, and keeps ticks and filters.
(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("filters");
  const status = byId("status");
  const more = byId("more");
  const perPage = 50;
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const foldAll = (elements) => [...elements].map((element) => fold(element.textContent)).join(" ");
  const quantity = (count, noun) =>
    (status.dataset.zero ? count !== 1 : count > 1)
      ? `${count} ${(noun === status.dataset.offer && status.dataset.offers) || `${noun}s`}` : `${count} ${noun}`;

  const sections = new Map([...document.querySelectorAll("section.body")].map((element) => [
    element, { element, text: foldAll([...element.children].filter((child) => child.tagName !== "ARTICLE")) }]));
  const offers = [...document.getElementsByClassName("offer")].map((element) => ({
    element,
    section: sections.get(element.parentElement),
    body: element.parentElement.dataset.b,
    // What is only to be known is listed once for all offers, and some is outside them.
    isOffer: !element.classList.contains("note") && !("outside" in element.dataset),
    // Without its findings, what is common to them: title and number.
    head: [...element.children].filter((child) => !child.classList.contains("f")),
    findings: [...element.getElementsByClassName("f")].map((finding) => ({
      element: finding, rule: finding.dataset.r, count: Number(finding.dataset.n || 1),
      severity: ["error", "warning", "info"].find((name) => finding.classList.contains(name)),
    })),
  }));
  // Where the faults are listed, each with links to the offers that have it.
  const offerOf = new Map(offers.map((offer) => [offer.element.id, offer]));
  const faults = [...document.getElementsByClassName("rule")].map((element) => ({
    element, rule: element.dataset.r,
    links: [...element.getElementsByTagName("li")].map((item) => ({
      item, offer: offerOf.get(item.firstElementChild.hash.slice(1)) })),
  }));
  const filterFaults = () => {
    for (const fault of faults) {
      let shown = 0;
      for (const { item, offer } of fault.links) {
        const isShown = !offer || offer.findings.some(({ element, rule }) => rule === fault.rule && !element.hidden);
        if (item.hidden === isShown) item.hidden = !isShown;
        if (isShown) shown += 1;
      }
      fault.element.hidden = shown === 0;
    }
  };
  const total = offers.reduce((count, offer) => count + (offer.isOffer ? 1 : 0), 0);
  let showsAll = false;

  // Who has no mouse goes on from there.
  const focus = (element) => {
    if (!element) return;
    if (!element.matches("select, input")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };

  const value = (id) => (byId(id) ? byId(id).value : "");
  const textOf = (offer) =>
    offer.text ??= `${foldAll(offer.head)} ${offer.section ? offer.section.text : ""}`;
  const textOfFinding = (finding) => finding.text ??= fold(finding.element.textContent);

  // All of an offer, so that most are left out at once.
  const allOf = (offer) => offer.all ??= [textOf(offer), ...offer.findings.map(textOfFinding)].join(" ");
  // The texts are made while nobody waits.
  let indexed = 0;
  const index = (deadline) => {
    while (indexed < offers.length && deadline.timeRemaining() > 2) allOf(offers[indexed++]);
    if (indexed < offers.length) requestIdleCallback(index);
  };

  const filter = () => {
    const words = fold(value("text").trim()).split(/\s+/).filter(Boolean);
    const [body, rule] = [value("body"), value("rule")];
    const boxes = [...document.querySelectorAll("[name=severity]")];
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let [shown, shownOffers, shownFindings] = [0, 0, 0];
    for (const section of sections.values()) section.shown = section.now = 0;
    for (const offer of offers) {
      let found = 0;
      const isPossible = (body === "" || offer.body === body) && words.every((word) => allOf(offer).includes(word));
      if (isPossible && offer.findings.length === 0) found = 1;
      for (const finding of offer.findings) {
        let fits = isPossible && severities.has(finding.severity) && (rule === "" || finding.rule === rule);
        if (fits && words.length) {
          fits = words.every((word) => textOfFinding(finding).includes(word) || textOf(offer).includes(word));
        }
        if (finding.element.hidden === fits) finding.element.hidden = !fits;
        if (fits) found += finding.count;
      }
      if (found) {
        shown += 1;
        if (offer.isOffer) shownOffers += 1;
        shownFindings += found;
      }
      const isLater = found > 0 && !showsAll && shown > perPage;
      if (offer.element.hidden !== !found) offer.element.hidden = !found;
      if (offer.isLater !== isLater) offer.element.classList.toggle("later", isLater);
      offer.isLater = isLater;
      if (offer.section && found) {
        offer.section.shown += 1;
        if (!isLater) offer.section.now += 1;
      }
    }
    for (const section of sections.values()) {
      section.element.hidden = section.shown === 0;
      section.element.classList.toggle("later", section.shown > 0 && section.now === 0);
    }
    filterFaults();
    const isFiltered = words.length > 0 || body !== "" || rule !== "" || boxes.some((box) => !box.checked);
    status.classList.toggle("filtered", isFiltered);
    const of = isFiltered && status.dataset.of ? ` ${status.dataset.of} ${total}` : "";
    // What is only to be known is in no offer.
    const parts = shownOffers || !shownFindings ? [quantity(shownOffers, status.dataset.offer) + of] : [];
    if (status.dataset.finding) parts.push(quantity(shownFindings, status.dataset.finding));
    status.textContent = parts.join(", ");
    if (more) more.hidden = showsAll || shown <= perPage;
  };

  // Filters stand in the address, so that they can be sent and kept.
  const fields = { texte: "text", organisme: "body", regle: "rule" };
  const write = () => {
    const query = new URLSearchParams();
    for (const [name, id] of Object.entries(fields)) if (value(id)) query.set(name, value(id));
    const boxes = [...document.querySelectorAll("[name=severity]")];
    if (boxes.some((box) => !box.checked)) {
      query.set("gravite", boxes.filter((box) => box.checked).map((box) => box.value).join("."));
    }
    history.replaceState(null, "", `#${query}`);
  };
  const read = () => {
    const hash = location.hash.slice(1);
    const query = new URLSearchParams(hash);
    const isFilter = [...Object.keys(fields), "gravite"].some((name) => query.has(name));
    if (!isFilter && hash) {
      // A link to an offer that is not shown yet.
      const target = byId(hash);
      if (target) {
        // Whoever follows a link wants to see the offer, whatever was looked for before.
        if (target.closest("[hidden]")) form.reset();
        showsAll = true;
        filter();
        target.scrollIntoView();
        return;
      }
    }
    for (const [name, id] of Object.entries(fields)) if (byId(id)) byId(id).value = query.get(name) || "";
    const severities = query.get("gravite");
    for (const box of document.querySelectorAll("[name=severity]")) {
      box.checked = severities === null || severities.split(".").includes(box.value);
    }
    filter();
    if (isFilter) form.scrollIntoView();
  };

  // What has been ticked is kept in this browser.
  const store = (key, ticked) => {
    try {
      if (ticked) localStorage.setItem(key, "1"); else localStorage.removeItem(key);
    } catch { /* A browser may refuse. */ }
  };
  const isStored = (key) => { try { return localStorage.getItem(key) === "1"; } catch { return false; } };
  for (const box of document.querySelectorAll("[data-k]")) {
    if (isStored(`lheo ${box.dataset.k}`)) box.checked = true;
  }
  document.addEventListener("change", ({ target }) => {
    if (target.dataset && target.dataset.k) store(`lheo ${target.dataset.k}`, target.checked);
  });

  if (!form || offers.length === 0) return;
  form.addEventListener("input", () => { showsAll = false; filter(); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  if (more) {
    more.addEventListener("click", () => {
      const next = offers.find((offer) => offer.isLater);
      showsAll = true;
      filter();
      focus(next && next.element);
    });
  }
  addEventListener("hashchange", () => {
    read();
    if (new URLSearchParams(location.hash.slice(1)).has("regle")) focus(byId("rule"));
  });
  form.hidden = false;
  read();
  if (window.requestIdleCallback) requestIdleCallback(index);
})();
