// The page: which part of it is shown, the keys, and whether the board is up to date.
import { closeDialog, openAnswer, openSignIn } from "./answer.js";
import { h, replace } from "./dom.js";
import { moment, span } from "./format.js";
import { DeliveriesPage, KeptOutPage, SearchPage } from "./lists.js";
import { NowPage } from "./now.js";
import { follow, listen, rest, session, state } from "./store.js";
import { TrendPage } from "./trend.js";

const main = document.getElementById("main");
const nav = document.getElementById("nav");
const status = document.getElementById("status");
const LINKS = [["/", "Now"], ["/search", "Search"], ["/kept-out", "Kept out"], ["/deliveries", "Deliveries"]];
const KEYS = [["j / k", "next, previous trend"], ["Enter", "open it"], ["h", "I have it"], ["m", "mute"], ["f", "fix is out"], ["/", "search"], ["n", "now"], ["?", "these keys"]];
let page = null;

function pageOf(path) {
  if (path.startsWith("/t/")) return new TrendPage(go, decoded(path.slice(3)));
  if (path === "/search") return new SearchPage();
  if (path === "/kept-out") return new KeptOutPage();
  if (path === "/deliveries") return new DeliveriesPage();
  return new NowPage(go);
}

// An address that somebody has cut in the middle of a letter is the address of no trend, and no error of the page.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function show({ focus = true } = {}) {
  if (!state.session.may_read) {
    page = null;
    replace(main, h("div", { class: "empty" }, h("h1", {}, "This board is private"), h("p", {}, "Reading it needs its token."), h("button", { type: "button", class: "primary", onclick: () => openSignIn() }, "Sign in")));
    return;
  }
  if (!state.loaded) return;
  page = pageOf(location.pathname);
  document.title = page.tabTitle?.() ?? `${page.title} · Groundswell`;
  replace(main, page.root);
  replace(nav, LINKS.map(([path, words]) => h("a", { href: path, "aria-current": path === location.pathname ? "page" : null }, words,
    path === "/deliveries" && state.health.undelivered ? h("span", { class: "count bad" }, String(state.health.undelivered)) : null)));
  if (focus) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function go(path) {
  history.pushState(null, "", path);
  show();
}

function newestDecision() {
  const times = [...state.brands.values()].map((brand) => moment(brand.at)).filter(Number.isFinite);
  return times.length ? Math.max(...times) : null;
}

function drawStatus() {
  const { kafka_away, caught_up } = state.health;
  const newest = newestDecision();
  if (!state.session.may_read) {
    replace(status, h("span", { class: "words" }, "signed out"));
    return;
  }
  const [kind, words] = !state.online ? ["bad", "not connected"]
    : kafka_away ? ["bad", kafka_away]
      : !caught_up ? ["wait", "reading the topics"]
        : ["good", "live"];
  const signed = state.session.csrf ? h("span", { class: "quiet signed" }, "signed in")
    : state.session.can_answer ? h("button", { type: "button", class: "plain-button", onclick: () => openSignIn() }, "Sign in") : h("span", { class: "quiet signed" }, "read-only");
  replace(status, h("span", { class: `dot ${kind}` }), h("span", { class: "words" }, words, kind === "good" && newest ? h("span", { class: "age" }, ` · decided up to ${span(Date.now() - newest)} ago`) : null), signed);
}

function help() {
  const dialog = h("dialog", { "aria-labelledby": "keys-title" },
    h("div", { class: "dialog-head" }, h("h2", { id: "keys-title" }, "Keys"), h("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => dialog.close() }, "×")),
    h("dl", { class: "keys-list" }, KEYS.map(([key, words]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)])));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function step(by) {
  const cards = [...main.querySelectorAll("[data-trend]")];
  if (!cards.length) return;
  const place = cards.indexOf(document.activeElement?.closest("[data-trend]"));
  const next = cards[Math.min(cards.length - 1, Math.max(0, place + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function chosen() {
  const id = document.activeElement?.closest("[data-trend]")?.dataset.trend ?? (page instanceof TrendPage ? page.trendId : "");
  const trend = state.trends.get(id);
  return trend && trend.state !== "resolved" ? trend : null;
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const answer = { h: "have-it", m: "mute", f: "fix-is-out" }[event.key];
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "Enter" && event.target.dataset.trend) go(`/t/${encodeURIComponent(event.target.dataset.trend)}`);
  else if (event.key === "/") go("/search");
  else if (event.key === "n") go("/");
  else if (event.key === "?") help();
  else if (answer && chosen()) openAnswer(chosen(), answer);
  else return;
  event.preventDefault();
  if (event.key === "/") document.getElementById("q")?.focus();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/']");
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  closeDialog();
  go(link.getAttribute("href"));
});

addEventListener("popstate", () => show());

listen((change) => {
  if (change.all || change.session) {
    if (!page || change.session) show({ focus: false });
    else page.update(change);
  } else if (page) page.update(change);
  drawStatus();
});

setInterval(() => {
  page?.tick();
  drawStatus();
}, 30_000);

// The filters of last time, when the address says none.
if (location.pathname === "/" && !location.search && localStorage.getItem("filters")?.startsWith("/?")) {
  history.replaceState(null, "", localStorage.getItem("filters"));
}
replace(document.getElementById("foot"), `Times are in ${Intl.DateTimeFormat().resolvedOptions().timeZone} · `, h("button", { type: "button", class: "link", onclick: help }, "keys"));
drawStatus();
const followWhenSeen = () => { if (!document.hidden) follow(); };
document.addEventListener("visibilitychange", () => (document.hidden ? rest() : follow()));
addEventListener("pagehide", rest);
addEventListener("pageshow", (event) => event.persisted && followWhenSeen());
session().catch(() => {}).finally(followWhenSeen);
