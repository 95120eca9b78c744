"use strict";
// Shows the sections that have all words, whatever their case and accents.
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u00a0/g, " ");
const form = document.getElementById("search"), status = document.getElementById("status");
const sections = [...document.querySelectorAll("section.entry")].map((node) => ({ node, text: fold(node.textContent) }));
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  const words = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { node, text } of sections) {
    node.hidden = !words.every((word) => text.includes(word));
    if (!node.hidden) shown += 1;
  }
  for (const group of document.querySelectorAll("section.group")) {
    group.hidden = words.length > 0 && ![...group.querySelectorAll("section.entry")].some((node) => !node.hidden);
  }
  status.textContent = words.length === 0 ? "" : shown === 0 ? status.dataset.none : status.dataset.shown + shown;
});
