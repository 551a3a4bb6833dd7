// A curve of people now against what is usual: bars and a dashed line, with the same numbers in words for whoever cannot see.
import { svg, h } from "./dom.js";
import { level, moment, number, time } from "./format.js";

export function curve(series, { width = 240, height = 56, labels = false, wide = false } = {}) {
  const people = series?.people ?? [];
  if (!people.length) return null;
  const usual = Array.isArray(series.usual) ? series.usual : people.map(() => series.usual ?? 0);
  const slots = Math.max(wide ? 24 : 12, people.length);
  const top = Math.max(2, ...people, ...usual);
  const foot = 2;
  const scale = (value) => (height - foot - 4) * (value / top);
  const step = width / slots;
  const offset = (slots - people.length) * step;
  const bar = Math.max(1, Math.min(step - 1, wide ? 28 : 14));
  const bars = people.map((count, place) => {
    const tall = count ? Math.max(1.5, scale(count)) : 0;
    const above = count > (usual[place] ?? 0);
    return svg("rect", {
      x: (offset + place * step + (step - bar) / 2).toFixed(1), y: (height - foot - tall).toFixed(1),
      width: bar.toFixed(1), height: tall.toFixed(1), rx: Math.min(2, bar / 3), class: above ? "bar" : "bar calm",
    });
  });
  const known = usual.length > 0;
  const points = usual.map((value, place) => `${(offset + (place + 0.5) * step).toFixed(1)},${(height - foot - scale(value)).toFixed(1)}`);
  const from = moment(series.from);
  const until = from + people.length * (series.bucket_minutes ?? 60) * 60_000;
  const peak = Math.max(...people);
  const words = `People ${per(series.bucket_minutes)}: ` +
    `${number(people.at(-1))} in the newest, ${number(peak)} at the peak, ${known ? `usually ${level(usual.at(-1))}` : "what is usual is not known yet"}.`;
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "curve", role: "img", "aria-label": words, preserveAspectRatio: "none" },
    svg("title", {}, words),
    svg("line", { x1: 0, x2: width, y1: height - foot + 0.5, y2: height - foot + 0.5, class: "ground" }),
    bars,
    known ? svg("polyline", { points: points.join(" "), class: "usual" }) : null,
  );
  if (!labels) return drawing;
  return h("figure", { class: "chart" }, drawing,
    h("figcaption", {},
      h("span", {}, time((until - slots * (series.bucket_minutes ?? 60) * 60_000) / 1000)), h("span", { class: "keys" }, h("i", { class: "key now" }), `people ${per(series.bucket_minutes)}, at most ${number(peak)} `, known ? [h("i", { class: "key dashed" }), `usual, ${level(usual.at(-1))}`] : null),
      h("span", {}, time(until / 1000))));
}

function per(minutes) {
  return minutes === 60 ? "an hour" : `in ${minutes} minutes`;
}
