import type { Body, Inline } from "@/lib/rich-text/document";
import { citationOf, counting, type Debate, hiddenWords, linksTo, type Told, type ToldClaim, walk } from "../debate";

/** Claims as statements under the sections' headings, what is attached as arguments below them. */
export async function* writeArgdown(debate: Debate): AsyncGenerator<string> {
  const head = { title: debate.title, author: debate.author, url: debate.url };
  yield "===\n";
  for (const [name, value] of Object.entries(head)) if (value !== null) yield `${name}: ${yaml(value)}\n`;
  yield "===\n";
  let section = -1;
  for await (const claim of debate.claims()) {
    if (claim.section !== section) yield `\n# ${escaped(debate.sections[claim.section] ?? "")}\n`;
    section = claim.section;
    yield `\n${name(claim)}: ${escaped(claim.statement)}\n`;
    for (const other of claim.supportedBy) yield `  + ${name(other)}\n`;
    for (const { told, depth } of walk(counting(claim.answers))) {
      const sign = told.stance === "supports" ? "+" : "-";
      yield `${"  ".repeat(depth + 1)}${sign} <${told.id}>: ${words(told)}\n`;
    }
  }
}

/** Two claims can have one slug, but not one id. */
const name = ({ slug, id }: Pick<ToldClaim, "slug" | "id">): string =>
  `[${slug.replaceAll(/[^\p{L}\p{N}]+/gu, " ")} ${id}]`;

/** JSON's texts are YAML's. Three equals signs would end the head. */
const yaml = (text: string): string => JSON.stringify(text).replaceAll("=", "\\u003d");

/** Every character that means something in Argdown goes without its meaning. */
const escaped = (text: string): string =>
  text
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[\\@#*_[\],.:;<>/(){}=+~^%&|-]/g, "\\$&")
    .replace(/^(\d)/, "\\$1");

function words(told: Told): string {
  const { body, source, state } = told;
  const citation = citationOf(told);
  if (body === null) return escaped(hiddenWords(state));
  const text = inOneLine(body);
  if (source?.url) return linksTo(body, source.url) ? text : `${text} ${link(source.title ?? source.url, source.url)}`;
  return citation ? `${text} ${escaped(`(${citation})`)}` : text;
}

function inOneLine(body: Body): string {
  const inline = (one: Inline): string => {
    if (one.type === "hardBreak") return " ";
    const target = one.marks?.find((mark) => mark.type === "link");
    if (target?.type === "link") return link(one.text, target.attrs.href);
    const words = escaped(one.text);
    return `${/^\s/.test(one.text) ? " " : ""}${words}${/\S\s+$/.test(one.text) ? " " : ""}`;
  };
  type Block = Body["content"][number] | { type: "listItem"; content: Body["content"] };
  const block = (one: Block): string =>
    one.type === "paragraph" ? (one.content ?? []).map(inline).join("") : one.content.map(block).join(" ");
  return body.content.map(block).join(" ").replace(/ +/g, " ").trim();
}

/** A link's text can hold no bracket, and its address no parenthesis or space. */
const link = (text: string, href: string): string => {
  const shown = text.replace(/[[\]]/g, "").replace(/\s+/gu, " ").trim() || "link";
  return `[${shown}](${href.replace(/[()\s]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`)})`;
};
