// Everything works without this file; it adds keys for reviewing, progress without reloading, and a chart to move in.

const remember = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing */ } },
};

// Review: single keys act only while the panel has the focus (WCAG 2.1.4), and can be switched off.
const panel = document.querySelector(".review[data-keys]");
if (panel) {
  const opened = performance.now();
  const off = document.querySelector("#keys-off");
  if (off) {
    off.checked = remember.get("keys") === "off";
    off.addEventListener("change", () => remember.set("keys", off.checked ? "off" : "on"));
    off.closest("[hidden]")?.removeAttribute("hidden");
  }
  if (!location.hash && !panel.contains(document.activeElement)) (panel.querySelector("[data-first]") ?? panel).focus({ preventScroll: true });
  for (const form of document.querySelectorAll("form[data-timed]")) {
    form.addEventListener("submit", () => {
      const field = form.elements.namedItem("seconds");
      if (field) field.value = ((performance.now() - opened) / 1000).toFixed(1);
    });
  }
  let sent = false;
  panel.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  panel.addEventListener("keydown", (event) => {
    if (off?.checked || sent || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) {
      if (event.key === "Escape") panel.focus();
      return;
    }
    const key = event.key === "Backspace" ? "z" : event.key;
    const target = panel.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target instanceof HTMLDetailsElement) {
      target.open = !target.open;
      if (target.open) target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    } else {
      target.click();
    }
  });
}

// A link may lead into a part of the page that is folded up.
const folded = location.hash && document.getElementById(location.hash.slice(1));
if (folded instanceof HTMLDetailsElement) folded.open = true;

// Article: pointing at a note in the margin lights the words it stands for.
for (const note of document.querySelectorAll(".note[data-for]")) {
  const light = (on) => {
    for (const mark of document.querySelectorAll(`mark[data-s="${CSS.escape(note.dataset.for)}"]`)) mark.classList.toggle("lit", on);
  };
  for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]]) {
    note.addEventListener(event, () => light(on));
  }
}

// Statements: the counts beside the list come after it.
const facets = document.querySelector(".facets[data-facets]:not([data-facets=''])");
if (facets) {
  try {
    const answer = await fetch(facets.dataset.facets);
    if (answer.ok) facets.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
  } catch { /* the link to them stays */ }
}

// Adding: show results as they come.
const job = document.querySelector("#job[data-job]:not([data-job=''])");
if (job) {
  const lines = document.querySelector("#job-lines");
  const status = document.querySelector("#job-status");
  const cell = (row, text, href) => {
    const place = row.insertCell();
    if (href) {
      const link = place.appendChild(document.createElement("a"));
      link.href = href;
      link.textContent = text;
    } else {
      place.textContent = text;
    }
  };
  const poll = async () => {
    try {
      const answer = await fetch(job.dataset.job);
      if (!answer.ok) throw new Error(String(answer.status));
      const state = await answer.json();
      for (const line of state.lines.slice(lines.rows.length)) {
        const row = lines.insertRow();
        cell(row, line.where, line.article ? `/articles/${encodeURIComponent(line.article)}` : null);
        cell(row, line.outcome);
        cell(row, String(line.statements));
        cell(row, line.note ?? "");
      }
      const count = (name) => state.counts[name] ?? 0;
      const verb = state.done ? "Done." : "Being read …";
      status.textContent = `${verb} ${count("added")} added, ${count("unchanged")} known already, ${count("error")} failed; ${count("statements")} statements.`;
      if (state.failed) status.textContent += ` ${state.failed}`;
      if (!state.done) setTimeout(poll, 700);
    } catch {
      status.textContent = "The server does not answer. What was added is kept; reload the page to see it.";
    }
  };
  setTimeout(poll, 300);
}

// Issue: a chart to zoom and filter in, in place of the drawing; the bundle is fetched only when asked for.
for (const button of document.querySelectorAll("button.enhance")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const figure = document.getElementById(button.dataset.target);
    try {
      const [answer] = await Promise.all([fetch(figure.dataset.chart), import(button.dataset.load)]);
      const spec = await answer.json();
      const ink = getComputedStyle(document.body).color;
      spec.config = { ...spec.config, axis: { labelColor: ink, titleColor: ink, tickColor: ink, domainColor: ink }, legend: { labelColor: ink, titleColor: ink } };
      const place = document.createElement("div");
      const made = await window.vegaEmbed(place, spec, { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true } });
      made.view.addEventListener("click", (_, item) => {
        if (item?.datum?.href?.startsWith("/utterances/")) location.assign(item.datum.href);
      });
      figure.replaceChildren(place);
      button.remove();
    } catch {
      button.disabled = false;
      button.textContent = "The chart cannot be loaded; the picture stays";
    }
  });
}
