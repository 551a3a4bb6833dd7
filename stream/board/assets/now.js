// The first page: what is wrong now by urgency, a line for every brand, what is over.
import { brandLine, isUnfollowed, trendCard } from "./cards.js";
import { h, replace } from "./dom.js";
import { SEVERITIES, VERDICTS, plural } from "./format.js";
import { state } from "./store.js";

const SECTIONS = [
  ["open", "Open", (trend) => trend.state === "open" || trend.state === "watching"],
  ["easing", "Easing", (trend) => trend.state === "easing"],
  ["emerging", "Emerging", (trend) => trend.state === "emerging"],
  ["closed", "Closed in the last 24 hours, may not be over", (trend) => trend.state === "resolved" && isUnfollowed(trend)],
  ["over", "Over in the last 24 hours", (trend) => trend.state === "resolved" && !isUnfollowed(trend)],
];
const SEVERITY_ORDER = { critical: 0, warning: 1, info: 2 };
const SHOWN = 60;
// Nothing moves while a pointer is on its way to a button, or the answer would go to the card that has moved under it.
const HOLD_MILLISECONDS = 1_200;
const CHOSEN = "button, a, summary";
const WORDS_MAX = 200;
const FILTERS = ["brand", "severity", "verdict", "words", "taken"];

// Filters live in the address, so that a link shows what its sender saw; the browser keeps the last ones.
// A value that no list offers would hide everything, and nobody would see why.
export function filtersOf(search) {
  const given = new URLSearchParams(search);
  const filters = Object.fromEntries(FILTERS.map((name) => [name, (given.get(name) ?? "").slice(0, WORDS_MAX)]));
  for (const [name, known] of [["severity", SEVERITIES], ["verdict", VERDICTS], ["taken", { no: "" }]]) {
    if (!Object.hasOwn(known, filters[name])) filters[name] = "";
  }
  return filters;
}

export function queryOf(filters) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value)).toString();
  return query ? `/?${query}` : "/";
}

function matches(trend, filters) {
  const words = filters.words.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${trend.brand} ${trend.title} ${trend.why}`.toLowerCase();
  return (!filters.brand || trend.brand === filters.brand)
    && (!filters.severity || trend.severity === filters.severity)
    && (!filters.verdict || trend.verdict === filters.verdict)
    && (filters.taken !== "no" || !trend.acknowledged)
    && words.every((word) => text.includes(word));
}

function byUrgency(one, other) {
  return (SEVERITY_ORDER[one.severity] ?? 3) - (SEVERITY_ORDER[other.severity] ?? 3)
    || other.people - one.people || (one.trend_id < other.trend_id ? -1 : 1);
}

// No trend is good news only as far as somebody has looked.
function nothing() {
  const { kafka_away, caught_up } = state.health;
  if (kafka_away) return "No trend is known: Kafka does not answer";
  if (!state.loaded || !caught_up) return "Reading what is open…";
  if (!state.brands.size) return "Nothing to watch yet";
  return "Nothing is wrong that more people report than usual";
}

export class NowPage {
  constructor(go) {
    this.go = go;
    this.cards = new Map();
    this.unfolded = new Set();
    this.limits = {};
    this.filters = filtersOf(location.search);
    this.title = "Now";
    this.touched = -HOLD_MILLISECONDS;
    this.waiting = null;
    const touch = (event) => { if (event.target.closest?.(".actions")) this.touched = performance.now(); };
    this.root = h("div", { class: "now", onpointermove: touch, onpointerdown: touch });
    this.sum = h("h1", { class: "sum" });
    this.bar = h("form", { class: "filters", role: "search", "aria-label": "Filter", onsubmit: (event) => event.preventDefault() });
    this.lists = h("div", { class: "lists" });
    this.brands = h("section", { class: "brands", "aria-labelledby": "brands-title" });
    this.hidden = h("p", { class: "hidden-trends" });
    this.root.append(h("div", { class: "heading" }, this.sum, this.bar, this.hidden), this.lists, this.brands);
    this.drawFilters();
    this.update({ all: true });
  }

  drawFilters() {
    const names = [...new Set([...state.brands.keys(), ...[...state.trends.values()].map((trend) => trend.brand)])].sort();
    if (this.filters.brand && !names.includes(this.filters.brand)) names.push(this.filters.brand);
    const select = (name, label, options) => h("select", { "aria-label": label, onchange: (event) => this.choose(name, event.target.value) },
      h("option", { value: "" }, label), options.map(([value, words]) => h("option", { value, selected: this.filters[name] === value }, words)));
    const words = h("input", { type: "search", id: "filter-words", "aria-label": "Words", placeholder: "Words", value: this.filters.words,
      oninput: (event) => this.choose("words", event.target.value) });
    const drawn = JSON.stringify([names, this.filters]);
    if (drawn === this.drawn || document.activeElement?.closest?.(".filters") === this.bar) return;
    this.drawn = drawn;
    replace(this.bar,
      select("brand", "All brands", names.map((name) => [name, name])),
      select("severity", "Any severity", Object.entries(SEVERITIES)),
      select("verdict", "Any verdict", Object.entries(VERDICTS)),
      h("label", { class: "check" }, h("input", { type: "checkbox", checked: this.filters.taken === "no", onchange: (event) => this.choose("taken", event.target.checked ? "no" : "") }), "nobody has it"),
      words);
  }

  choose(name, value) {
    this.filters = { ...this.filters, [name]: value };
    const path = queryOf(this.filters);
    history.replaceState(null, "", path);
    localStorage.setItem("filters", path);
    this.drawLists();
    this.drawBrands();
  }

  showAll() {
    this.filters = filtersOf("");
    history.replaceState(null, "", "/");
    localStorage.setItem("filters", "/");
    this.drawFilters();
    this.drawLists();
    this.drawBrands();
  }

  update(change) {
    if (this.isHeld() && (change.all || change.trends?.length)) {
      this.wait(change);
      return;
    }
    if (change.all) this.forget(this.cards.keys());
    this.forget(change.trends ?? []);
    if (change.all || change.trends?.length) {
      this.drawFilters();
      this.drawLists();
    }
    else if (change.health || change.brands?.length) this.drawSum();
    if (change.all || change.brands?.length || change.trends?.length) this.drawBrands();
  }

  isHeld() {
    return performance.now() - this.touched < HOLD_MILLISECONDS;
  }

  // What came meanwhile is drawn once the pointer rests.
  wait(change) {
    const { all = false, trends = [], brands = [] } = this.waiting ?? {};
    if (!this.waiting) setTimeout(() => this.drawWaiting(), HOLD_MILLISECONDS);
    this.waiting = { all: all || change.all, trends: [...trends, ...(change.trends ?? [])], brands: [...brands, ...(change.brands ?? [])] };
  }

  drawWaiting() {
    if (this.isHeld()) {
      setTimeout(() => this.drawWaiting(), HOLD_MILLISECONDS);
      return;
    }
    const change = this.waiting;
    this.waiting = null;
    this.update(change);
  }

  // Ages grow without any news.
  tick() {
    if (this.isHeld()) return;
    if (document.activeElement?.closest?.(".card")) return;
    this.forget(this.cards.keys());
    this.drawLists();
    this.drawBrands();
  }

  // A card that is drawn anew stays as open as it was.
  forget(trendIds) {
    for (const trendId of [...trendIds]) {
      if (this.cards.get(trendId)?.querySelector("details")?.open) this.unfolded.add(trendId);
      this.cards.delete(trendId);
    }
  }

  card(trend) {
    let card = this.cards.get(trend.trend_id);
    if (!card) {
      card = trendCard(trend);
      if (this.unfolded.delete(trend.trend_id)) card.querySelector("details")?.setAttribute("open", "");
      this.cards.set(trend.trend_id, card);
    }
    return card;
  }

  drawSum() {
    const pages = this.lasting.filter((trend) => trend.severity === "critical").length;
    const hidden = [...state.trends.values()].filter((trend) => trend.state !== "resolved").length - this.lasting.length;
    replace(this.sum, this.lasting.length ? plural(this.lasting.length, "trend") : hidden ? "No trend matches the filters" : nothing(),
      pages ? h("span", { class: "pages" }, ` · ${pages} critical`) : "");
    replace(this.hidden, hidden ? [`${plural(hidden, "open trend")} ${hidden === 1 ? "is" : "are"} hidden by the filters. `, h("button", { type: "button", class: "link", onclick: () => this.showAll() }, "Show all")] : []);
    if (this.root.isConnected) document.title = this.tabTitle();
  }

  // A tab that nobody looks at shows how many are critical.
  tabTitle() {
    const pages = this.lasting.filter((trend) => trend.severity === "critical").length;
    return `${pages ? `(${pages}) ` : ""}Now · Groundswell`;
  }

  drawLists() {
    const trends = [...state.trends.values()].filter((trend) => matches(trend, this.filters));
    this.lasting = trends.filter((trend) => trend.state !== "resolved");
    this.drawSum();
    const active = document.activeElement;
    const focused = active?.closest?.("[data-trend]");
    const place = focused ? [...focused.querySelectorAll(CHOSEN)].indexOf(active) : -1;
    replace(this.lists, SECTIONS.map(([key, title, belongs]) => {
      const found = trends.filter(belongs);
      if (!found.length) return null;
      const ended = key === "over" || key === "closed";
      if (ended) found.sort((one, other) => (one.at < other.at ? 1 : -1));
      else found.sort(byUrgency);
      const limit = this.limits[key] ?? (ended ? 10 : SHOWN);
      const more = found.length - limit;
      return h("section", { class: `group group-${key}`, "aria-labelledby": `g-${key}` },
        h("h2", { id: `g-${key}` }, title, h("span", { class: "count" }, String(found.length))),
        found.slice(0, limit).map((trend) => this.card(trend)),
        more > 0 ? h("button", { type: "button", class: "show-more", onclick: () => { this.limits[key] = limit + 10 * SHOWN; this.drawLists(); } }, `Show ${more} more`) : null);
    }));
    const again = focused ? this.lists.querySelector(`[data-trend="${CSS.escape(focused.dataset.trend)}"]`) : null;
    (again?.querySelectorAll(CHOSEN)[place] ?? again)?.focus({ preventScroll: true });
  }

  drawBrands() {
    const open = new Map();
    for (const trend of state.trends.values()) {
      if (trend.state !== "resolved") open.set(trend.brand, (open.get(trend.brand) ?? 0) + 1);
    }
    const names = [...state.brands.values()].filter((brand) => !this.filters.brand || brand.brand === this.filters.brand);
    names.sort((one, other) => (open.get(other.brand) ?? 0) - (open.get(one.brand) ?? 0) || other.people_hour - one.people_hour || (one.brand < other.brand ? -1 : 1));
    const limit = this.limits.brands ?? SHOWN;
    replace(this.brands,
      h("h2", { id: "brands-title" }, "Brands", h("span", { class: "count" }, String(names.length)),
        names.length ? h("span", { class: "legend" }, "everybody who writes, last 24 hours; dashed: usual") : null),
      names.length ? h("ul", { class: "lines" }, names.slice(0, limit).map((brand) => brandLine(brand, open.get(brand.brand))))
        : h("p", { class: "empty" }, state.brands.size ? "None of the brands that are observed." : "No brand has been observed yet: mentions appear here some minutes after the first of them."),
      names.length > limit ? h("button", { type: "button", class: "show-more", onclick: () => { this.limits.brands = limit + 10 * SHOWN; this.drawBrands(); } }, `Show ${names.length - limit} more`) : null);
  }
}
