// Times, spans and the words that an event's closed vocabulary is shown in.

export const EVENTS = {
  emerging: "Emerging", opened: "Opened", escalated: "Grew", verdict_changed: "Verdict changed", easing: "Easing",
  fix_noted: "Fix noted", fix_working: "Fix works", fix_not_working: "Fix does not work", regressed: "Came back after the fix",
  resolved: "Over", reopened: "Reopened", absorbed: "Merged into another", digest: "Several at once", feedback: "Answered",
};
export const VERDICTS = {
  systemic: "many independent people", viral: "one post goes round", own_post: "reactions to a post of the brand",
  coordinated: "looks coordinated", single_customer: "a single customer", mixed: "a storm and first-hand reports",
  undetermined: "too few to say", praise: "praise",
};
export const STATES = { emerging: "emerging", open: "open", easing: "easing", watching: "watching a fix", resolved: "over" };
export const SEVERITIES = { critical: "critical", warning: "warning", info: "info" };
export const ANSWERS = {
  "have-it": "I have it", mute: "Mute", "fix-is-out": "Fix is out", real: "It is real", "not-a-problem": "Not a problem",
  expected: "Expected", "not-ours": "Not ours", "same-as": "Same as…", "wrong-group": "Wrong group",
};
const KINDS = {
  i_have_it: "has it", mute: "muted it", fix_is_out: "says a fix is out", real: "says it is real",
  not_a_problem: "says it is not a problem", expected: "says it is expected", not_ours: "says it is not ours",
  same_as: "says it is the same as another", wrong_group: "says posts do not belong",
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const year = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const numbers = new Intl.NumberFormat();

export function kindWords(kind) {
  return KINDS[kind] ?? kind;
}

export function number(value) {
  return numbers.format(value);
}

// A usual level: whole numbers from ten on, a digit below, and never a bare zero for what is merely rare.
export function level(value) {
  if (value >= 10) return numbers.format(Math.round(value));
  if (value >= 0.05) return String(Math.round(value * 10) / 10);
  return value > 0 ? "<0.1" : "0";
}

export function plural(count, one, many = `${one}s`) {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

// Milliseconds since 1970 of RFC 3339, or of seconds.
export function moment(at) {
  return typeof at === "number" ? at * 1000 : Date.parse(at);
}

export function time(at, now = Date.now()) {
  const when = moment(at);
  if (!Number.isFinite(when)) return "";
  const age = Math.abs(now - when);
  const sameDay = new Date(when).toDateString() === new Date(now).toDateString();
  return (sameDay ? clock : age < 300 * DAY ? day : year).format(when);
}

export function span(milliseconds) {
  const left = Math.max(0, milliseconds);
  if (left < MINUTE) return `${Math.round(left / 1000)} s`;
  if (left < 90 * MINUTE) return `${Math.round(left / MINUTE)} min`;
  if (left < 36 * HOUR) return `${Math.round(left / HOUR)} h`;
  return `${Math.round(left / DAY)} days`;
}

export function ago(at, now = Date.now()) {
  const left = now - moment(at);
  return Number.isFinite(left) ? `${span(left)} ago` : "";
}
