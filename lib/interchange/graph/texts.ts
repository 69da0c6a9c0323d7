import { Refusal } from "@/lib/errors";
import { type Body, type Inline, isSafeHref, limits } from "@/lib/rich-text/document";
import { plainText } from "@/lib/rich-text/plain-text";
import { parseBody } from "@/lib/rich-text/validate";
import { plainBody } from "./graph";

/** Characters that Moot doesn't keep: control characters, lone surrogates, those that turn the reading direction. */
const unkept = /[\p{Cc}\p{Cs}\u{061C}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu;

/** A line of text as Moot keeps it, with what was done to it; empty where nothing is left. */
export function keptLine(text: string, max: number): { text: string; faults: string[] } {
  const faults: string[] = [];
  const oneLine = text.replace(/\s+/gu, " ");
  const clean = oneLine.replace(unkept, "").normalize("NFC").trim();
  if (oneLine.replace(unkept, "") !== oneLine) faults.push("Characters that can't be shown were taken out.");
  if (clean.length <= max) return { text: clean, faults };
  faults.push(`It is longer than the ${max} characters there is room for, and was cut.`);
  const cut = clean.slice(0, max - 1);
  const end = cut.lastIndexOf(" ");
  return { text: `${(end > max / 2 ? cut.slice(0, end) : cut.replace(/\p{Cs}$/u, "")).trimEnd()}…`, faults };
}

/** A body as Moot keeps it, with what was done to it; null where nothing is left. */
export function keptBody(body: Body): { body: Body; text: string; faults: string[] } | null {
  const faults: string[] = [];
  const cleaned = mapText(body, (inline) => {
    if (inline.type !== "text") return [inline];
    const text = inline.text.replace(unkept, " ");
    if (text !== inline.text && /[^\t]/.test(inline.text.match(unkept)?.join("") ?? ""))
      faults.push("Characters that can't be shown were taken out.");
    const marks = (inline.marks ?? []).filter((mark) => mark.type !== "link" || isSafeHref(mark.attrs.href));
    const dropped = (inline.marks ?? []).find((mark) => !marks.includes(mark));
    if (dropped?.type === "link") faults.push(`A link to ${dropped.attrs.href.slice(0, 200)} is not one Moot follows.`);
    return text === "" ? [] : [{ ...inline, text, ...(inline.marks ? { marks } : {}) }];
  });
  try {
    return { ...parseBody(cleaned), faults: [...new Set(faults)] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "body.missing") return null;
    faults.push(
      error.code === "body.too_long"
        ? `It is longer than the ${limits.contribution.characters} characters there is room for, and was cut.`
        : "Its formatting could not be kept.",
    );
    const plain = plainText(cleaned).slice(0, limits.contribution.characters - 10);
    return {
      ...parseBody(plainBody(plain.replace(/\n{3,}/g, "\n\n").slice(0, limits.contribution.characters - 10))),
      faults,
    };
  }
}

function mapText(body: Body, change: (inline: Inline) => Inline[]): Body {
  const content = body.content.map((block) =>
    block.type === "paragraph" ? { ...block, content: (block.content ?? []).flatMap(change) } : block,
  );
  return { type: "doc", content };
}

/** A body's words in one line, links written out: what a claim's statement is made of. */
export function statementOf(body: Body): string {
  const words = (inline: Inline): string => {
    if (inline.type === "hardBreak") return " ";
    const link = inline.marks?.find((mark) => mark.type === "link");
    return link?.type === "link" && link.attrs.href !== inline.text
      ? `${inline.text} (${link.attrs.href})`
      : inline.text;
  };
  return body.content
    .map((block) => (block.type === "paragraph" ? (block.content ?? []).map(words).join("") : ""))
    .join(" ")
    .replace(/\s+/gu, " ")
    .trim();
}
