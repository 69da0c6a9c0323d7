import { headingLevels, type TextKind } from "@/lib/rich-text/document";

/**
 * What was copied from a web page or an office program, in tags that the editor knows. The editor drops by itself what
 * it has no use for; here is mended what would be lost that way: styles that mean bold or italic, Word's lists, which
 * are paragraphs with a bullet typed in, headings, code, and tables, whose cells would run together.
 */
export function cleanPaste(html: string, kind: TextKind): string {
  // A document of its own, in which nothing is loaded and nothing runs.
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  for (const element of body.querySelectorAll("script, title, img, svg, math, object, iframe, o\\:p, button")) {
    element.remove();
  }
  wordLists(body);
  for (const element of body.querySelectorAll("[data-style]")) styleAsTags(element);
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (kind === "contribution") replace(heading, "p", "strong");
    else if (!headingLevels.some((level) => heading.matches(`h${level}`))) {
      replace(heading, heading.matches("h1") ? "h2" : "h3");
    }
  }
  for (const code of body.querySelectorAll("pre")) codeLines(code);
  for (const row of body.querySelectorAll("tr")) tableRow(row);
  return body.innerHTML;
}

/** The page's Content-Security-Policy refuses styles, and complains of each, so they are renamed before it sees them. */
const withoutStyles = (html: string): string =>
  html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, " data-style"));

/** Google Docs writes bold as a weight, and wraps the whole in a `b` whose weight is normal. */
function styleAsTags(element: Element) {
  const style = element.getAttribute("data-style") ?? "";
  element.removeAttribute("data-style");
  const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1] ?? "";
  const slant = /font-style:\s*(\w+)/i.exec(style)?.[1] ?? "";
  if (element.matches("b, strong") && /^(?:normal|[1-4]00)$/i.test(weight)) element.replaceWith(...element.childNodes);
  if (element.matches("i, em") && /^normal$/i.test(slant)) element.replaceWith(...element.childNodes);
  if (!element.matches("span, p, a, font")) return;
  if (/^(?:bold|bolder|[6-9]00)$/i.test(weight)) wrapContent(element, "strong");
  if (/^(?:italic|oblique)$/i.test(slant)) wrapContent(element, "em");
}

function wrapContent(element: Element, tag: string) {
  const inside = make(element, tag);
  inside.append(...element.childNodes);
  element.append(inside);
}

function replace(element: Element, tag: string, inner?: string) {
  const outside = make(element, tag);
  outside.append(...element.childNodes);
  if (inner) wrapContent(outside, inner);
  element.replaceWith(outside);
}

function codeLines(pre: Element) {
  const paragraph = make(pre, "p");
  (pre.textContent ?? "")
    .replace(/\n$/, "")
    .split("\n")
    .forEach((line, index) => {
      if (index > 0) paragraph.append(make(pre, "br"));
      const code = make(pre, "code");
      // Spaces in a row are one to the editor's reader of HTML.
      code.append(line.replace(/^ +| {2,}/g, (spaces) => "\u00a0".repeat(spaces.length)));
      if (line) paragraph.append(code);
    });
  pre.replaceWith(paragraph);
}

function tableRow(row: Element) {
  const paragraph = make(row, "p");
  [...row.children].forEach((cell, index) => {
    if (index > 0) paragraph.append(" | ");
    paragraph.append((cell.textContent ?? "").trim().replace(/\s+/g, " "));
  });
  row.replaceChildren(paragraph);
}

/** Word marks an item with the style `mso-list: l0 level2 lfo1` and types its bullet into a span that says "Ignore". */
function wordLists(body: HTMLElement) {
  const lists: { level: number; element: Element }[] = [];
  for (const paragraph of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const level = Number(/mso-list:\s*l\d+\s+level(\d+)/i.exec(paragraph.getAttribute("data-style") ?? "")?.[1] ?? 0);
    if (level === 0) continue;
    const bullet = paragraph.querySelector('[data-style*="mso-list:Ignore" i], [data-style*="mso-list: Ignore" i]');
    const tag = /^\s*\(?(?:\d+|[a-z]{1,4})[.)]/i.test(bullet?.textContent ?? "") ? "ol" : "ul";
    bullet?.remove();

    // A list goes on only right after its last item.
    const before = paragraph.previousElementSibling;
    if (!lists[0] || before !== lists[0].element) lists.length = 0;
    while (lists.length > 0 && (lists.at(-1)?.level ?? 0) > level) lists.pop();
    let list = lists.at(-1);
    if (!list || list.level < level) {
      const element = make(paragraph, tag);
      if (list) (list.element.lastElementChild ?? list.element).append(element);
      else paragraph.before(element);
      list = { level, element };
      lists.push(list);
    }
    const item = make(paragraph, "li");
    const text = make(paragraph, "p");
    text.append(...paragraph.childNodes);
    item.append(text);
    list.element.append(item);
    paragraph.remove();
  }
}

const make = (beside: Element, tag: string): HTMLElement => beside.ownerDocument.createElement(tag);
