// Answering a trend: one dialog for every kind, and the sign-in that it needs.
import { foreign, h, replace } from "./dom.js";
import { ANSWERS, time } from "./format.js";
import { ask, sendAnswer, signIn, state } from "./store.js";

const HINTS = {
  "have-it": "Everybody sees that you have it; growth below critical stays silent.",
  mute: "Nothing of it is sent until then; its events go on.",
  "fix-is-out": "Whether it works is read from the hours after it. With a version, reports of older ones count against nothing.",
  real: "Noted, nothing changes.",
  "not-a-problem": "Ends the trend.",
  expected: "Ends the trend.",
  "not-ours": "It stays visible; its end is silent. Whose is it?",
  "same-as": "Both become one trend; what comes later of either belongs to it.",
  "wrong-group": "These posts leave the trend, and nothing like them joins it again.",
};
const SPANS = [["1h", "1 hour"], ["4h", "4 hours"], ["1d", "a day"], ["3d", "3 days"], ["7d", "a week"], ["", "a time…"]];

const AFTERWARDS = new Set(["real", "not-a-problem", "expected"]);
const WITH_TICKET = new Set(["have-it", "fix-is-out", "real", "not-ours"]);

let dialog = null;

export function toast(text, kind = "") {
  const shown = h("p", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), 6_000);
}

function show(title, ...content) {
  dialog?.remove();
  const heading = h("h2", { id: "dialog-title" }, title);
  dialog = h("dialog", { "aria-labelledby": "dialog-title" },
    h("div", { class: "dialog-head" }, heading, h("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => dialog.close() }, "×")),
    ...content);
  const shown = dialog;
  document.body.append(shown);
  // By then another may be open in its place.
  shown.addEventListener("close", () => shown.remove());
  shown.addEventListener("click", (event) => {
    if (event.target === shown) shown.close();
  });
  shown.showModal();
}

export function closeDialog() {
  dialog?.close();
}

export function openSignIn(then) {
  const error = h("p", { class: "error", role: "alert" });
  const field = h("input", { type: "password", id: "token", autocomplete: "current-password", required: true });
  const form = h("form", { method: "dialog", onsubmit: async (event) => {
    event.preventDefault();
    try {
      await signIn(field.value);
      dialog.close();
      then?.();
    } catch (problem) {
      replace(error, problem.message);
      field.select();
    }
  } },
  h("p", { class: "quiet" }, `${state.session.may_read ? "Answers need" : "Reading needs"} the token of this board (GROUNDSWELL_BOARD_TOKEN).`),
  h("label", { for: "token" }, "Token"), field, error,
  h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Sign in")));
  show("Sign in", form);
  field.focus();
}

export function openAnswer(trend, kind) {
  if (!state.session.can_answer) {
    toast("This board is read-only: it was started without GROUNDSWELL_BOARD_TOKEN.", "bad");
    return;
  }
  if (!state.session.csrf) {
    openSignIn(() => openAnswer(trend, kind));
    return;
  }
  const over = trend.state === "resolved";
  const error = h("p", { class: "error", role: "alert" });
  const by = h("input", { id: "by", maxlength: 100, autocomplete: "name", value: localStorage.getItem("by") ?? "" });
  const note = h("input", { id: "note", maxlength: 500, autocomplete: "off" });
  const reference = h("input", { id: "reference", maxlength: 500, autocomplete: "off", placeholder: "OPS-12 or a link" });
  const until = h("select", { id: "until", onchange: () => showTime() },
    SPANS.map(([value, words]) => h("option", { value, selected: value === "1d" }, words)));
  const untilTime = h("input", { type: "datetime-local", id: "until-time", "aria-label": "Until this time", hidden: true });
  const showTime = () => {
    untilTime.hidden = until.value !== "";
    untilTime.required = kind === "mute" && !untilTime.hidden;
  };
  const version = h("input", { id: "version", maxlength: 60, autocomplete: "off", placeholder: "4.2.1, if there is one" });
  const others = [...state.trends.values()].filter((one) => one.brand === trend.brand && one.state !== "resolved" && one.trend_id !== trend.trend_id);
  const other = h("select", { id: "same-as" }, others.map((one) => h("option", { value: one.trend_id }, `${one.title} (${one.people})`)));
  const posts = h("ul", { class: "posts-chosen", id: "wrong-posts", tabindex: "0", "aria-label": "Posts of the trend" });
  const kinds = h("fieldset", { class: "kinds" }, h("legend", {}, "Answer"),
    state.kinds.filter((name) => !over || AFTERWARDS.has(name)).map((name) => h("label", {},
      h("input", { type: "radio", name: "kind", value: name, checked: name === kind, required: true, onchange: () => choose(name) }),
      ANSWERS[name] ?? name)));
  const untilRow = h("div", { class: "row" }, h("label", { for: "until" }, "Until"), until, untilTime);
  const otherRow = h("div", { class: "row" }, h("label", { for: "same-as" }, "The same as"), others.length ? other : h("p", { class: "quiet" }, "No other trend of this brand is open."));
  const postsRow = h("div", { class: "row" }, h("p", { class: "quiet", id: "wrong-label" }, "Which posts do not belong?"), posts);
  const versionRow = h("div", { class: "row" }, h("label", { for: "version" }, "In version"), version);
  const referenceRow = h("div", { class: "row" }, h("label", { for: "reference" }, "Ticket"), reference);
  const noteLabel = h("label", { for: "note" }, "Note");
  const hint = h("p", { class: "quiet", "aria-live": "polite" });
  const choose = (name) => {
    kind = name;
    untilRow.hidden = name !== "mute";
    showTime();
    versionRow.hidden = name !== "fix-is-out";
    otherRow.hidden = name !== "same-as";
    postsRow.hidden = name !== "wrong-group";
    referenceRow.hidden = !WITH_TICKET.has(name);
    replace(noteLabel, name === "not-ours" ? "Whose is it?" : "Note");
    replace(hint, over ? "Noted: nothing changes, and it counts in how many alerts were real." : HINTS[name] ?? "");
    if (name === "wrong-group" && !posts.childElementCount) listPosts(trend, posts, error);
  };
  const submit = h("button", { type: "submit", class: "primary" }, "Send");
  const form = h("form", { onsubmit: async (event) => {
    event.preventDefault();
    submit.disabled = true;
    localStorage.setItem("by", by.value);
    const answer = { trend_id: trend.trend_id, kind, by: by.value, note: note.value };
    if (kind === "mute") answer.until = until.value || (untilTime.value ? new Date(untilTime.value).toISOString() : "");
    if (kind === "fix-is-out") answer.version = version.value.trim();
    if (kind === "same-as") answer.same_as = other.value;
    if (kind === "wrong-group") answer.mention_ids = [...posts.querySelectorAll(":checked")].map((box) => box.value);
    if (WITH_TICKET.has(kind)) answer.reference = reference.value.trim();
    try {
      const { sent } = await sendAnswer(answer);
      dialog.close();
      toast(`Sent: ${sent}.`, "good");
    } catch (problem) {
      submit.disabled = false;
      if (problem.status === 401) openSignIn(() => openAnswer(trend, kind));
      else replace(error, problem.message);
    }
  } },
  h("p", { class: "about" }, foreign(trend.brand, "b"), ": ", foreign(trend.title)),
  kinds, hint, untilRow, versionRow, otherRow, postsRow,
  h("div", { class: "pair" }, h("div", { class: "row" }, h("label", { for: "by" }, "Your name"), by), referenceRow),
  h("div", { class: "row" }, noteLabel, note),
  h("div", { class: "foot-bar" }, error, submit));
  show("Answer", form);
  choose(kind ?? "");
  (kind ? (by.value ? note : by) : form.querySelector("input[type=radio]")).focus();
}

// The newest posts of a trend, each to be ticked when it does not belong.
async function listPosts(trend, list, error) {
  const shown = (found) => list.replaceChildren(...found.map((post) => h("li", {}, h("label", {},
    h("input", { type: "checkbox", value: post.mention_id }), h("span", { class: "post" }, foreign(post.text, "span", { class: "text" }), h("span", { class: "quiet" }, time(post.at)))))));
  shown(trend.samples ?? []);
  try {
    const { members } = await ask(`/api/trends/${encodeURIComponent(trend.trend_id)}/members`);
    if (members.length && !list.querySelector(":checked")) shown(members);
  } catch (problem) {
    replace(error, problem.message);
  }
}
