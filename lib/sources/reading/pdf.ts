import { partsOfPlain } from "./essay";
import { day, language, line, noFacts } from "./facts";
import type { PageText } from "./html";

/** Pages of a PDF that are read; what comes after is not looked through. */
const pagesAtMost = 400;
const charactersAtMost = 5_000_000;

/** Reads a PDF's text, a line a line, and what it says of itself. */
export async function readPdf(bytes: Uint8Array): Promise<PageText> {
  const { getDocumentProxy } = await import("unpdf");
  const document = await getDocumentProxy(new Uint8Array(bytes), {
    isEvalSupported: false,
    disableFontFace: true,
    verbosity: 0,
  });
  const { info } = await document.getMetadata();
  const said = (info ?? {}) as Record<string, unknown>;
  const lines: string[] = [];
  let length = 0;
  for (let number = 1; number <= Math.min(document.numPages, pagesAtMost) && length < charactersAtMost; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    let text = "";
    for (const item of items) {
      if ("str" in item) text += item.hasEOL ? `${item.str}\n` : item.str;
    }
    lines.push(text.replace(/[^\S\n]+/g, " ").trim());
    length += text.length;
  }
  const text = lines.join("\n");
  return {
    parts: partsOfPlain(text),
    facts: {
      ...noFacts,
      title: line(textOf(said.Title), 300),
      author: line(textOf(said.Author), 300),
      publishedOn: day(textOf(said.CreationDate)),
      language: language(textOf(said.Language)),
    },
    text,
    own: text,
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
