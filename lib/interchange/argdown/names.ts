/** What the file calls a statement or an argument: by that it is known in the graph. */
export const statementKey = (title: string) => `[${title}]`;
export const argumentKey = (title: string) => `<${title}>`;
/** The parser's own names for what has none in the file. */
export const nameOf = (title: string, key: string): string | null => (/^Untitled \d+$/.test(title) ? null : key);

export type End = { type: string; title?: string; argumentTitle?: string };

/** The key of what a relation begins or ends at; null where it leads nowhere. */
export function keyOf(end: End | undefined): string | null {
  const title = end?.type === "inference" ? end.argumentTitle : end?.title;
  if (!end || !title) return null;
  return end.type === "equivalence-class" ? statementKey(title) : argumentKey(title);
}
