import type { Revision } from "./contributions";

/** A revision as one text: its source, a line a field, and what it says. */
export function wording({ source, text }: Pick<Revision, "source" | "text">): string {
  if (!source) return text;
  const { title, url, citation, author, publisher, date, type, excerpt } = source;
  const lines = [
    title,
    url,
    citation,
    [author, publisher, date, type].filter(Boolean).join(", "),
    excerpt && `“${excerpt}”`,
  ];
  return [...lines.filter(Boolean), "", text].join("\n");
}
