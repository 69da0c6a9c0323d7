import type { ContributionKind, Stance } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";

/** What can be shared, by the letter that its address begins with: a claim, evidence, a rebuttal. */
export const sharedKinds = ["c", "e", "r"] as const;
export type SharedKind = (typeof sharedKinds)[number];

/** Writes a path as an address in full. */
export type ToAddress = (path: string) => string;

/** What somebody shares: where it is, and the words to quote. */
export type Shared = { kind: SharedKind; id: string; path: string; text: string; by: string | null };

/** A quotation with its link, as plain text. */
export const plainQuotation = ({ text, by }: Shared, url: string): string => `“${text}”${by ? ` — ${by}` : ""}\n${url}`;

/** What Markdown would read as formatting, anywhere in a line or at its beginning. */
const markdownSpecial = /[\\`*_[\]<>~|&]|^\s*(?:[#+=-]|\d+[.)])/gm;
const escapeMarkdown = (text: string): string =>
  text.replace(markdownSpecial, (found) => found.replace(/(?=[^\s\d])/, "\\"));

/** The same as Markdown: a block quotation, and the link under it. */
export const markdownQuotation = ({ text, by }: Shared, url: string): string =>
  `${text
    .split("\n")
    .map((line) => `> ${escapeMarkdown(line)}`.trimEnd())
    .join("\n")}\n>\n> — [${escapeMarkdown(by ?? "Moot")}](${url})`;

/** The size at which a card in somebody else's page is mostly whole, in pixels. */
export const embedSize = { width: 560, height: 300 } as const;

/** The HTML that shows a card in somebody else's page. */
export const embedCode = ({ kind, id, text }: Pick<Shared, "kind" | "id" | "text">, address: ToAddress): string =>
  `<iframe src="${escapeHtml(address(paths.embed(kind, id)))}" title="${escapeHtml(text.slice(0, 120))}" ` +
  `width="100%" height="${embedSize.height}" loading="lazy" style="border:0;max-width:40rem"></iframe>`;

/** Text as HTML shows it, in an element and in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

export const stancePhrase = (kind: ContributionKind, stance: Stance): string =>
  kind === "rebuttal" ? "A rebuttal" : stance === "supports" ? "Evidence for" : "Evidence against";

/** The forms in which something can be cited, by the ending of the file. */
export const citationFormats = {
  bib: { label: "BibTeX", type: "application/x-bibtex" },
  json: { label: "CSL-JSON", type: "application/vnd.citationstyles.csl+json" },
  ris: { label: "RIS", type: "application/x-research-info-systems" },
} as const;
export type CitationFormat = keyof typeof citationFormats;

/** Styles that a citation can be read in. */
export const citationStyles = { apa: "APA", harvard1: "Harvard", vancouver: "Vancouver" } as const;
