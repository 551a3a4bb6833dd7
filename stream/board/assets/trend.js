// A trend's own page: its whole story on one time line, all its posts, and what came before it.
import { actions, afterwards, answerStep, badges, clueWords, foundLine, overWords, peopleNow, sampleItem, seriesNow, storyStep, usualText, verdictWords, when } from "./cards.js";
import { curve } from "./chart.js";
import { foreign, h, replace } from "./dom.js";
import { SEVERITIES, STATES, level, moment, number, plural } from "./format.js";
import { ask, state } from "./store.js";

const DELIVERY_STATES = { pending: "waiting", undelivered: "not delivered", not_needed: "not needed", open: "kept up" };
const languages = new Intl.DisplayNames(undefined, { type: "language" });
const SAME_AS = "same as ";
const REPEATED = new Set(["emerging", "feedback"]);

export class TrendPage {
  constructor(go, trendId) {
    this.trendId = trendId;
    this.title = "Trend";
    this.root = h("div", { class: "trend" }, h("p", { class: "empty" }, "Loading…"));
    this.members = [];
    this.load();
  }

  update(change) {
    if (change.all || change.trends?.includes(this.trendId)) this.load();
  }

  tick() {}

  async load() {
    try {
      const story = await ask(`/api/trends/${encodeURIComponent(this.trendId)}`);
      // More pages may be open than the first.
      if (this.members.length <= story.members.length) this.members = story.members;
      this.total = story.members_total;
      this.draw(story);
    } catch (error) {
      replace(this.root, h("h1", {}, "Trend"), h("p", { class: "empty" }, error.message));
    }
  }

  draw({ trend, full, events, answers, breakdown, before, deliveries }) {
    this.title = trend.title;
    document.title = `${trend.title} · Groundswell`;
    const over = trend.state === "resolved";
    const sections = [
      section("story", "The story", h("ol", { class: "story" }, story(events, answers, full))),
      breakdownSection(breakdown),
      evidence(full),
      section("before", "Seen before?", before.length ? h("ul", { class: "founds" }, before.map(foundLine))
        : h("p", { class: "quiet" }, "No former trend of this brand in the last 90 days was about the same words.")),
      deliveries.length ? section("sent", "Sent to", h("ul", { class: "plain" }, deliveries.map((one) => deliveryLine({ ...one, title: "" })))) : null,
      this.memberSection(trend, takenOut(answers)),
    ];
    replace(this.root,
      h("p", { class: "crumbs" }, h("a", { href: "/" }, "Now"), " › ", h("a", { href: `/?brand=${encodeURIComponent(trend.brand)}` }, foreign(trend.brand))),
      h("header", { class: `lead ${trend.severity} ${trend.state}` },
        h("p", { class: "over" }, foreign(trend.brand, "bdi", { class: "brand" }), h("span", { class: `sev ${trend.severity}` }, SEVERITIES[trend.severity] ?? trend.severity),
          h("span", { class: "quiet" }, over ? overWords(trend) : STATES[trend.state] ?? trend.state), badges(trend)),
        h("h1", {}, foreign(trend.title)),
        trend.title_was ? h("p", { class: "quiet" }, "was: ", foreign(trend.title_was)) : null,
        h("p", { class: "why" }, foreign(trend.why, "span")),
        h("ul", { class: "facts" },
          h("li", {}, peopleNow(trend)), h("li", {}, plural(Math.max(full.counts?.posts ?? 0, trend.live?.posts ?? 0), "post")), h("li", {}, verdictWords(trend)), full.product ? h("li", {}, foreign(full.product)) : null,
          h("li", {}, "since ", when(trend.since)), full.counts ? h("li", {}, full.counts.usual_text ? usualText(full.counts.usual_text) : `usually ${level(full.counts.usual)}`) : null),
        curve(seriesNow(trend), { width: 860, height: 180, labels: true, wide: true }),
        trend.clues?.length ? h("ul", { class: "clues", "aria-label": "Clues" }, trend.clues.map(clueWords)) : null,
        over ? afterwards(trend) : actions(trend),
        h("p", { class: "permanent quiet" }, h("a", { href: location.pathname }, "permanent link"), " · ", h("span", { class: "mono" }, foreign(this.trendId)))),
      sections);
  }

  memberSection(trend, out) {
    const list = h("ul", { class: "samples open" }, (this.members.length ? this.members : trend.samples ?? []).map((post) => sampleItem(post, { takenOut: out.has(post.mention_id) })));
    const left = this.total - this.members.length;
    const more = left > 0 ? h("button", { type: "button", class: "show-more", onclick: async () => {
      const { members } = await ask(`/api/trends/${encodeURIComponent(this.trendId)}/members?offset=${this.members.length}`);
      this.members = [...this.members, ...members];
      await this.load();
    } }, `Show ${Math.min(left, 50)} more of ${number(left)}`) : null;
    const note = this.total ? `${plural(this.total, "post")} of the last three days, the newest first; personal data is masked.` : "Samples; the posts themselves are kept for three days.";
    return section("posts", "What people write", h("p", { class: "quiet" }, note), list, more);
  }
}

function section(id, title, ...content) {
  return h("section", { class: "part", "aria-labelledby": id }, h("h2", { id }, title), content);
}

// One line of time: events of the engine and answers of people; an answer that became an event is shown once. What was merged
// into the trend was answered about the other one.
function story(events, answers, full) {
  const steps = events.filter((event, place) => !(REPEATED.has(event.event) && events[place + 1]?.event === event.event))
    .filter((event) => event.event !== "feedback").map((event) => [moment(event.at), storyStep(event)]);
  const noted = answers.map((answer) => [answer.at ? moment(typeof answer.at === "number" ? answer.at / 1000 : answer.at) : moment(answer.written), answerStep(answer)]);
  const merged = (full.feedback ?? []).filter((answer) => answer.note?.startsWith(SAME_AS)).map((answer) => [moment(answer.at), mergeStep(answer)]);
  return [...steps, ...noted, ...merged].sort((one, other) => one[0] - other[0]).map(([, step]) => step).reverse();
}

function mergeStep(answer) {
  return h("li", { class: "step answer" },
    h("p", { class: "head" }, when(answer.at), foreign(answer.by || "somebody", "b"), " merged another trend into it"),
    h("p", {}, trendLink(answer.note.slice(SAME_AS.length))));
}

function trendLink(trendId) {
  return h("a", { href: `/t/${encodeURIComponent(trendId)}` }, foreign(state.trends.get(trendId)?.title ?? trendId));
}

// Posts that somebody marked as not belonging: they stay readable, and count no more.
function takenOut(answers) {
  return new Set(answers.filter((answer) => answer.kind === "wrong_group").flatMap((answer) => answer.mention_ids ?? []));
}

function breakdownSection(breakdown) {
  const names = Object.keys(breakdown ?? {});
  if (!names.length) return null;
  return section("breakdown", "Who and where", h("p", { class: "quiet" }, "Posts of the last three days."), h("div", { class: "breakdowns" }, names.map((name) => {
    const rows = Object.entries(breakdown[name]).sort((one, other) => other[1] - one[1]).slice(0, 8);
    const most = Math.max(...rows.map(([, count]) => count));
    return h("div", {}, h("h3", {}, name[0].toUpperCase() + name.slice(1)), h("ul", { class: "bars" }, rows.map(([value, count]) =>
      h("li", {}, h("span", { class: "label", title: value }, name === "language" ? languageName(value) : foreign(value)), h("span", { class: "meter", style: { "--share": count / most } }), h("span", { class: "quiet" }, number(count))))));
  })));
}

function evidence(full) {
  const facts = full.verdict_evidence;
  if (!facts) return null;
  const rows = [
    ["Verdict", facts.sentence],
    ["Severity", full.severity_reason],
    ["First-hand", `${number(facts.first_hand_people)} of ${plural(facts.people, "person", "people")}`],
    ["Reposts and quotes", `${Math.round(facts.repost_and_quote_share * 100)}% of the posts`],
    ["The same text", `${Math.round(facts.same_text_share * 100)}% of the posts`],
    ["History", full.baseline ? `${Math.round(full.baseline.history_days)} days${full.baseline.cold_start ? ", so the usual level is a rough guess" : ""}` : ""],
    ["Brand", full.brand_counts ? `${number(full.brand_counts.people_hour)} people in the last hour${full.counts?.usual_text?.startsWith("not known") ? "" : `, usually ${level(full.brand_counts.usual_hour)}`}` : ""],
    ["Counts", doubts(full.data_quality)],
    ["Merged into it", full.absorbed?.length ? full.absorbed.map((trendId, place) => [place ? ", " : "", trendLink(trendId)]) : null],
    ["Also open", full.also_open?.join("; ")],
  ].filter(([, value]) => value);
  return section("evidence", "Why it was reported", h("dl", { class: "evidence" }, rows.map(([name, value]) => [h("dt", {}, name), h("dd", {}, foreign(value))])));
}

// What makes the counts less sure.
function doubts(quality) {
  const words = [
    quality?.late_share ? `${Math.round(quality.late_share * 100)}% of the last hour came late` : "",
    quality?.silent_channels?.length ? `nothing comes from ${quality.silent_channels.join(", ")}` : "",
    quality?.catching_up_channels?.length ? `${quality.catching_up_channels.join(", ")} catching up` : "",
  ].filter(Boolean);
  return words.length ? `less sure: ${words.join("; ")}` : "";
}

function languageName(code) {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

export function deliveryLine(one) {
  return h("li", { class: `delivery ${one.state}` },
    h("p", { class: "over" }, foreign(one.receiver, "b"), h("span", { class: `badge ${one.state}` }, DELIVERY_STATES[one.state] ?? one.state),
      h("span", { class: "quiet" }, one.kind && one.kind !== "event" ? `${one.kind} · ` : "", when(one.written),
        one.attempts > 1 ? ` · ${one.attempts} attempts` : "", one.error ? [" · ", foreign(one.error)] : null)),
    one.title ? h("p", {}, one.trend_id ? h("a", { href: `/t/${encodeURIComponent(one.trend_id)}` }, foreign(one.title)) : foreign(one.title)) : null);
}
