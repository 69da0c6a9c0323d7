import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";
import type { Cited } from "./cited";
import { type CitationFormat, citationStyles, type ToAddress } from "./sharing";

/** What is cited as it stood on a day, as CSL-JSON (the data model of the Citation Style Language 1.0). */
export function cslItem(cited: Cited, on: Date, address: ToAddress) {
  const day = { "date-parts": [[on.getUTCFullYear(), on.getUTCMonth() + 1, on.getUTCDate()]] };
  return {
    id: `moot-${cited.id}-${cited.revision}`,
    type: "webpage",
    // The styles show no `version` of a page, so that it stands in the title, where each of them shows it.
    title: cited.title,
    author: [{ literal: cited.author }],
    "container-title": cited.within,
    issued: day,
    accessed: day,
    URL: address(cited.path),
    version: String(cited.revision),
    note: `As of ${on.toISOString().slice(0, 10)}: ${cited.note}`,
  };
}

type Item = ReturnType<typeof cslItem>;

export function formatCitation(item: Item, format: CitationFormat): string {
  if (format === "json") return `${JSON.stringify([item], null, 2)}\n`;
  return new Cite([item]).format(format === "bib" ? "bibtex" : "ris");
}

/** The citation as one reads it in a list of references, in each style. */
export function formattedCitations(item: Item): { style: string; text: string }[] {
  const cite = new Cite([item]);
  return Object.entries(citationStyles).map(([template, style]) => {
    const text: string = cite.format("bibliography", { format: "text", template, lang: "en-US" });
    return { style, text: text.trim().replace(/^1\. /, "") };
  });
}
