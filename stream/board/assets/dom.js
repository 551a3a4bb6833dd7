// Elements without markup: every text becomes a text node, so nothing that a stranger wrote is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, one] of Object.entries(value)) element.style.setProperty(key, one);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

export function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function svg(tag, properties, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

// A stranger's text, isolated so that right-to-left letters cannot rearrange what stands around it.
export function foreign(text, tag = "bdi", properties = {}) {
  return h(tag, { dir: "auto", ...properties }, text ?? "");
}

// A stranger's link: http and https only, and it learns nothing about where it was followed from.
export function outside(address, ...children) {
  let scheme = "";
  try {
    scheme = new URL(address).protocol;
  } catch {
    return null;
  }
  if (scheme !== "http:" && scheme !== "https:") return null;
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow ugc", class: "outside" }, ...children);
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((one) => one instanceof Node || typeof one === "string"));
}
