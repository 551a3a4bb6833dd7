// Search, what was kept out, what was delivered: pages that are one list.
import { foundLine, trendPath, when } from "./cards.js";
import { foreign, h, outside, replace } from "./dom.js";
import { number, plural } from "./format.js";
import { ask, state } from "./store.js";
import { deliveryLine } from "./trend.js";

export class SearchPage {
  constructor() {
    this.title = "Search";
    const given = new URLSearchParams(location.search);
    this.list = h("div", { class: "results", "aria-live": "polite" });
    this.field = h("input", { type: "search", id: "q", "aria-label": "Search the last 90 days", placeholder: "cannot pay, 4.2.1, a trend's id…", value: given.get("q") ?? "" });
    this.brand = h("select", { "aria-label": "Brand" }, h("option", { value: "" }, "All brands"),
      [...state.brands.keys()].sort().map((name) => h("option", { value: name, selected: name === given.get("brand") }, name)));
    const form = h("form", { class: "filters", role: "search", "aria-label": "Search", onsubmit: (event) => { event.preventDefault(); this.find(); } },
      this.field, this.brand, h("button", { type: "submit", class: "primary" }, "Search"));
    this.root = h("div", {}, h("div", { class: "heading" }, h("h1", {}, "Search 90 days"), form), this.list);
    this.find();
  }

  update() {}
  tick() {}

  async find() {
    const query = new URLSearchParams(Object.entries({ q: this.field.value, brand: this.brand.value }).filter(([, value]) => value)).toString();
    history.replaceState(null, "", query ? `/search?${query}` : "/search");
    try {
      const { found, limit } = await ask(`/api/search?${query}`);
      replace(this.list, found.length ? [h("h2", {}, found.length >= limit ? `The newest ${limit}` : plural(found.length, "trend")), h("ul", { class: "founds" }, found.map(foundLine))]
        : h("p", { class: "empty" }, query ? "No trend of the last 90 days holds all of these words." : "There was no trend in the last 90 days."));
    } catch (error) {
      replace(this.list, h("p", { class: "empty" }, error.message));
    }
  }
}

const REASONS = {
  single_customer: "a single customer", coordinated: "looks coordinated", own_post: "the brand's own post", praise: "praise", viral: "one post goes round",
  not_a_complaint: "clearly no complaint", automatic: "an automatic reply", bot_account: "a bot's post", not_followed: "not followed", deleted: "deleted", no_words: "no words of its own",
};

export class KeptOutPage {
  constructor() {
    this.title = "Kept out";
    this.chosen = "";
    this.list = h("div", { class: "results" });
    this.root = h("div", {}, h("div", { class: "heading" }, h("h1", {}, "Kept out")),
      h("p", { class: "quiet" }, "What sent no message, and why: trends that stay on the board, single customers, and a sample of the posts that were taken for no complaint."), this.list);
    this.load();
  }

  update() {}
  tick() { this.load(); }

  async load() {
    try {
      this.all = (await ask("/api/kept-out")).kept_out;
      this.draw();
    } catch (error) {
      replace(this.list, h("p", { class: "empty" }, error.message));
    }
  }

  draw() {
    const counts = new Map();
    for (const one of this.all) counts.set(one.reason ?? "", (counts.get(one.reason ?? "") ?? 0) + (one.count ?? 1));
    const shown = this.all.filter((one) => !this.chosen || one.reason === this.chosen);
    replace(this.list,
      h("div", { class: "chips", role: "group", "aria-label": "Reason" }, [...counts].sort((a, b) => b[1] - a[1]).map(([reason, count]) =>
        h("button", { type: "button", "aria-pressed": String(this.chosen === reason), onclick: () => { this.chosen = this.chosen === reason ? "" : reason; this.draw(); } },
          REASONS[reason] ?? reason, h("span", { class: "count" }, number(count))))),
      shown.length ? h("ul", { class: "samples open" }, shown.map((one) => h("li", {},
        one.trend_id ? h("blockquote", { dir: "auto" }, h("a", { href: trendPath(one.trend_id) }, foreign(one.text))) : foreign(one.text ?? one.title ?? "", "blockquote"),
        h("p", { class: "source" }, foreign(one.brand), " · ", REASONS[one.reason] ?? one.reason, one.why ? [": ", foreign(one.why)] : null, " · ", when(one.at ?? one.written),
          one.url ? [" · ", outside(one.url, "open the post")] : null)))) : h("p", { class: "empty" }, "Nothing was kept out."));
  }
}

export class DeliveriesPage {
  constructor() {
    this.title = "Deliveries";
    this.list = h("div", { class: "results" });
    this.root = h("div", {}, h("div", { class: "heading" }, h("h1", {}, "Deliveries")), this.list);
    this.load();
  }

  update(change) {
    if (change.health) this.load();
  }

  tick() {}

  async load() {
    try {
      const { deliveries, undelivered, waiting } = await ask("/api/deliveries");
      replace(this.list,
        !undelivered && !waiting ? (deliveries.length ? h("p", { class: "quiet" }, "Everything has been delivered.") : null) : h("p", { class: undelivered ? "error" : "quiet" }, `${plural(undelivered, "message")} could not be delivered, ${waiting === 1 ? "1 is" : `${number(waiting)} are`} waiting`),
        deliveries.length ? h("ul", { class: "plain deliveries" }, deliveries.map(deliveryLine)) : h("p", { class: "empty" }, "Nothing has been sent: ", h("code", {}, "groundswell notify"), " is what sends."));
    } catch (error) {
      replace(this.list, h("p", { class: "empty" }, error.message));
    }
  }
}
