import { createHash } from "node:crypto";
import { findExcerpt } from "../find-excerpt";
import type { Match, PageFacts } from "../sources";
import { decode } from "./charset";
import { type EssayRead, essayOf, essayOfMarkdown, partsOfPlain } from "./essay";
import { noFacts } from "./facts";
import { type PageText, readHtml } from "./html";
import { readPdf } from "./pdf";

export type ToRead = {
  url: string;
  contentType: string;
  excerpt: string | null;
  /** Whether the text itself is wanted, as an essay's. */
  essay?: boolean | undefined;
};

/** What is left of a page once it was read. The text itself is not kept. */
export type PageRead = {
  facts: PageFacts;
  /** SHA-256 of the page's own text but for white space. */
  textHash: string;
  textLength: number;
  /** Null where there is no excerpt. */
  match: Match | null;
  /** The whole text, where it was asked for. */
  essay?: EssayRead | undefined;
};

/** Whether something of this type has text to read. What does not say, or says "bytes", is looked at. */
export const isReadable = (contentType: string): boolean => {
  const [type = ""] = contentType.toLowerCase().split(";");
  return /^\s*$|^\s*(text\/|application\/(xhtml\+xml|pdf|x-pdf|octet-stream|xml|json)\b)/.test(type);
};

/** Reads a page's bytes. It is made for a process of its own: what a page can do to it ends there. */
export async function readPage(
  bytes: Uint8Array,
  { url, contentType, excerpt, essay }: ToRead,
): Promise<PageRead | null> {
  const page = await textOf(bytes, url, contentType);
  if (page === null) return null;
  const { facts, text } = page;
  // A page whose own part is a line or two has its text elsewhere.
  const own = (page.own.length >= 40 ? page.own : text).replace(/\s+/g, " ").trim();
  return {
    facts,
    textHash: createHash("sha256").update(own).digest("hex"),
    textLength: text.length,
    match: excerpt === null ? null : findExcerpt(text, excerpt),
    ...(essay && {
      essay: page.markdown === undefined ? essayOf(page.parts, facts.title) : essayOfMarkdown(page.markdown),
    }),
  };
}

type Read = PageText & { markdown?: string | undefined };

async function textOf(bytes: Uint8Array, url: string, contentType: string): Promise<Read | null> {
  if (isPdf(bytes)) return readPdf(bytes);
  const [type = ""] = contentType.toLowerCase().split(";", 1);
  const text = decode(bytes, contentType);
  if (
    /html/.test(type) ||
    /^\s*(<!--[\s\S]{0,500}?-->\s*)?<(!doctype html|html|head|body)\b/i.test(text.slice(0, 2000))
  ) {
    return readHtml(text, url);
  }
  // Bytes that nobody calls a text and that hold what no text holds.
  if (!type.startsWith("text/") && text.slice(0, 5000).includes("\0")) return null;
  const markdown = /markdown/.test(type) ? text : undefined;
  return { facts: noFacts, text, own: text, parts: partsOfPlain(text), markdown };
}

const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).includes("%PDF-");
