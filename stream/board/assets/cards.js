// A trend as a card, a brand as a line.
import { curve } from "./chart.js";
import { foreign, h, outside } from "./dom.js";
import { ANSWERS, EVENTS, SEVERITIES, STATES, VERDICTS, ago, kindWords, level, moment, number, plural, span, time } from "./format.js";
import { openAnswer } from "./answer.js";
import { state } from "./store.js";

const AFTERWARDS = new Set(["real", "not_a_problem", "expected"]);
const QUICK = [["have-it", "I have it"], ["mute", "Mute"], ["fix-is-out", "Fix is out"]];

export function trendPath(trendId) {
  return `/t/${encodeURIComponent(trendId)}`;
}

export function when(at, words) {
  return h("time", { datetime: new Date(moment(at)).toISOString(), title: new Date(moment(at)).toISOString() }, words ?? time(at));
}

export function clueWords(clue) {
  const share = `${Math.round(clue.share * 100)}%`;
  return h("li", { class: "clue" }, foreign(clue.text), h("span", { class: "quiet" }, ` ${share}`));
}

export function sampleItem(sample, { takenOut = false } = {}) {
  return h("li", { class: takenOut ? "taken-out" : null },
    foreign(sample.text, "blockquote"),
    h("p", { class: "source" }, when(sample.at), " · ", foreign(sample.mention_id, "bdi", { class: "mono" }),
      sample.channel ? [" · ", foreign(sample.channel)] : null,
      sample.url ? [" · ", outside(sample.url, "open the post")] : null,
      takenOut ? [" · ", h("span", { class: "badge" }, "taken out")] : null));
}

export function muteUntil(trend) {
  const mutes = (trend.answers ?? []).filter((answer) => answer.kind === "mute");
  const newest = mutes.at(-1);
  if (!newest) return moment(trend.muted_until) > Date.now() ? moment(trend.muted_until) / 1000 : null;
  const until = newest.until ? newest.until : (newest.at ?? newest.written * 1000) + 86_400_000;
  const ends = typeof until === "number" ? until : Date.parse(until);
  return ends > Date.now() ? ends / 1000 : null;
}

export function badges(trend) {
  const muted = muteUntil(trend);
  return [
    trend.acknowledged ? h("span", { class: "badge has" }, "has it: ", foreign(trend.acknowledged)) : null,
    !trend.acknowledged && pending(trend) ? h("span", { class: "badge has" }, foreign(pending(trend))) : null,
    trend.reference ? h("span", { class: "badge" }, "ticket ", outside(trend.reference, foreign(trend.reference)) ?? foreign(trend.reference)) : null,
    muted ? h("span", { class: "badge" }, "muted until ", when(muted)) : null,
    trend.fix ? h("span", { class: "badge good" }, trend.fix.outcome ? `fix: ${trend.fix.outcome}` : "a fix is out", trend.fix.version ? [" in ", foreign(trend.fix.version)] : null) : null,
    trend.attention === "page" && !trend.acknowledged && !pending(trend) && trend.state !== "resolved" ? h("span", { class: "badge page" }, "page") : null,
  ];
}

// An answer is on the topic before the engine has emitted its event.
function pending(trend) {
  const have = (trend.answers ?? []).filter((answer) => answer.kind === "i_have_it").at(-1);
  const detail = have?.reference || have?.note;
  return have ? `has it: ${have.by || "somebody"}${detail ? `: ${detail}` : ""}` : "";
}

export function peopleNow(trend) {
  const people = Math.max(trend.people, trend.live?.people ?? 0);
  const lately = trend.live?.people_3h ?? trend.counts?.people_3h;
  return [h("b", {}, number(people)), ` ${people === 1 ? "person" : "people"}`,
    lately !== undefined ? h("span", { class: "quiet" }, `, ${number(lately)} in 3 h`) : null];
}

// The curve of the newest report; that of the event while there is none.
export function seriesNow(trend) {
  const live = trend.live;
  return live?.series?.length ? { ...trend.series, bucket_minutes: 60, from: live.series_from, people: live.series } : trend.series;
}

// Closed because nothing follows it any more: whether the problem is over is not known.
export const isUnfollowed = (trend) => trend.reason === "no longer followed";

// A trend that became part of another leads there.
export function overWords(trend) {
  const into = /^absorbed by (\S+)$/.exec(trend.reason ?? "")?.[1];
  if (isUnfollowed(trend)) return h("span", { class: "closed-words" }, "closed, may not be over");
  if (!into) return `over${trend.reason ? `: ${trend.reason}` : ""}`;
  return ["merged into ", h("a", { href: trendPath(into) }, foreign(state.trends.get(into)?.title ?? into))];
}

export function trendCard(trend, { now = Date.now() } = {}) {
  const over = trend.state === "resolved";
  const id = `t-${trend.trend_id}`;
  const card = h("article", { class: `card ${trend.severity} ${trend.state}`, "aria-labelledby": id, "data-trend": trend.trend_id, tabindex: "-1" },
    h("div", { class: "body" },
      h("p", { class: "over" },
        foreign(trend.brand, "bdi", { class: "brand" }),
        h("span", { class: `sev ${trend.severity}` }, SEVERITIES[trend.severity] ?? trend.severity),
        h("span", { class: "quiet" }, over ? overWords(trend) : STATES[trend.state] ?? trend.state),
        badges(trend)),
      h("h3", { id }, h("a", { href: trendPath(trend.trend_id) }, foreign(trend.title || "(no title)"))),
      h("p", { class: "why" }, foreign(trend.why, "span")),
      h("ul", { class: "facts" },
        h("li", {}, peopleNow(trend)),
        h("li", {}, verdictWords(trend)),
        trend.product ? h("li", {}, foreign(trend.product)) : null,
        h("li", {}, "since ", when(trend.since), h("span", { class: "quiet" }, ` (${span(now - moment(trend.since))})`))),
      trend.clues?.length ? h("ul", { class: "clues", "aria-label": "Clues" }, trend.clues.map(clueWords)) : null,
      trend.samples?.length ? samples(trend) : null),
    over ? null : actions(trend),
    h("div", { class: "side" }, curve(seriesNow(trend), { width: 220, height: 64 }),
      trend.counts ? h("p", { class: "quiet" }, usualWords(trend)) : null));
  return card;
}

function samples(trend) {
  const list = h("ul", { class: "samples" });
  const details = h("details", {}, h("summary", {}, h("span", {}, "What they write"), foreign(trend.samples[0].text, "span", { class: "preview" })), list);
  details.addEventListener("toggle", () => {
    if (details.open && !list.childElementCount) list.append(...trend.samples.map((sample) => sampleItem(sample)));
  });
  return details;
}

export const usualText = (text) => (text.startsWith("not seen") ? text : text.startsWith("not ") ? `usual level ${text}` : `usually ${text}`);

function usualWords(trend) {
  const text = trend.counts.usual_text;
  return text ? usualText(text) : `usually ${level(trend.counts.usual)} in ${trend.counts.window_minutes} min`;
}

export function verdictWords(trend) {
  return `${VERDICTS[trend.verdict] ?? trend.verdict}${trend.intent === "suggestion" ? ", suggestions" : ""}`;
}

// When a trend is over, one question is left, and nobody has to answer it.
export function afterwards(trend) {
  if (!state.session.can_answer || isUnfollowed(trend) || (trend.answers ?? []).some((answer) => AFTERWARDS.has(answer.kind))) return null;
  return h("div", { class: "actions", role: "group", "aria-label": "Was the alert useful?" }, h("span", { class: "quiet" }, "Was the alert useful?"),
    ["real", "not-a-problem", "expected"].map((kind) => h("button", { type: "button", onclick: () => openAnswer(trend, kind) }, ANSWERS[kind])));
}

export function actions(trend) {
  if (!state.session.can_answer) return null;
  return h("div", { class: "actions", role: "group", "aria-label": "Answer" },
    QUICK.map(([kind, words]) => h("button", { type: "button", onclick: () => openAnswer(trend, kind) }, words)),
    h("button", { type: "button", class: "more", onclick: () => openAnswer(trend) }, "More…"));
}

export function brandLine(brand, open, now = Date.now()) {
  const age = now - moment(brand.at);
  // Until volume is armed the usual level is a guess of ours, and no level of theirs.
  const known = moment(brand.armed_since) <= moment(brand.at);
  const above = known && brand.people_hour > Math.max(2, 2 * (brand.usual_hour ?? 0));
  const levels = known ? brand.levels : { ...brand.levels, usual: [] };
  return h("li", { class: `line${above ? " above" : ""}` },
    h("a", { class: "name", href: `/?brand=${encodeURIComponent(brand.brand)}` }, foreign(brand.brand)),
    h("div", { class: "pulse" }, curve(levels, { width: 260, height: 36, wide: true }) ?? h("span", { class: "quiet" }, "no curve yet")),
    h("p", { class: "level" }, h("b", {}, number(brand.people_hour ?? 0)), known ? ` in the last hour, usually ${level(brand.usual_hour ?? 0)}` : " in the last hour; what is usual is not known yet"),
    h("p", { class: "quiet state" },
      open ? h("b", { class: "open" }, `${plural(open, "open trend")} · `) : null,
      brand.since ? ["first mention ", when(brand.since), " · "] : null,
      armedWords(brand), brand.armed ? " · " : null,
      age > 0 ? `decided up to ${span(age)} ago` : "decided up to now"));
}

// The engine's sentence is in UTC; its one time is shown in the reader's zone, and since when the volume is armed.
function armedWords(brand) {
  const since = moment(brand.armed_since);
  if (!brand.armed || !Number.isFinite(since)) return brand.armed ?? null;
  if (since <= moment(brand.at)) return [`${brand.armed} (on volume since `, when(brand.armed_since), ")"];
  const words = brand.armed.replace(/ from [^,]+, \d\d:\d\d UTC$/, "");
  return words === brand.armed ? words : [`${words} from `, when(brand.armed_since)];
}

export function storyStep(event) {
  const closed = isUnfollowed(event);
  return h("li", { class: `step ${event.severity} ${event.event}${closed ? " closed" : ""}` },
    h("p", { class: "head" }, when(event.at), h("b", {}, closed ? "Closed" : EVENTS[event.event] ?? event.event),
      event.attention === "page" ? h("span", { class: "badge page" }, "page") : null,
      event.attention === "notify" ? h("span", { class: "badge" }, "message") : null),
    event.event === "opened" || event.event === "emerging" || closed ? h("p", {}, foreign(event.why, "span")) : null,
    event.state_reason && !closed ? h("p", {}, foreign(event.state_reason, "span")) : null,
    event.title_was ? h("p", { class: "quiet" }, "was: ", foreign(event.title_was)) : null,
    h("p", { class: "quiet" }, `${plural(event.people, "person", "people")} so far`));
}

export function answerStep(answer) {
  const who = answer.by || "somebody";
  return h("li", { class: "step answer" },
    h("p", { class: "head" }, when(answer.written), foreign(who, "b"), ` ${kindWords(answer.kind)}`),
    answer.version ? h("p", {}, "in version ", foreign(answer.version)) : null,
    answer.same_as ? h("p", {}, h("a", { href: trendPath(answer.same_as) }, foreign(answer.same_as))) : null,
    answer.mention_ids?.length ? h("p", {}, plural(answer.mention_ids.length, "post")) : null,
    answer.until ? h("p", {}, "until ", when(typeof answer.until === "number" ? answer.until / 1000 : answer.until)) : null,
    answer.reference ? h("p", {}, "ticket ", outside(answer.reference, foreign(answer.reference)) ?? foreign(answer.reference)) : null,
    answer.note ? h("p", {}, foreign(answer.note, "span")) : null);
}

export function foundLine(event) {
  return h("li", { class: `found ${event.severity}` },
    h("p", { class: "over" }, foreign(event.brand, "bdi", { class: "brand" }), h("span", { class: "quiet" }, event.state === "resolved" ? overWords(event) : STATES[event.state] ?? event.state), h("span", { class: "quiet" }, "since ", when(event.since))),
    h("h3", {}, h("a", { href: trendPath(event.trend_id) }, foreign(event.title))),
    h("p", { class: "quiet" }, `${plural(event.people, "person", "people")} · ${VERDICTS[event.verdict] ?? event.verdict} · newest event ${ago(event.at)}`));
}
