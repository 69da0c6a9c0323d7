/** Nobody wraps a text by hand at a width beyond this: a text with a longer line has its paragraphs in one line each. */
const widest = 160;

/** Lines shorter than this that follow each other may be a poem's or an address's. */
const fullLine = 60;

/** What begins a list, a quotation, a heading, a table or code: there Markdown has its own way with lines. */
const marked = /^(\s|[-+*>#|=]|\d{1,9}[.)]\s|```|~~~)/;

/**
 * Markdown in which a text that has a paragraph in each line, with no empty lines between them, has its paragraphs: so it comes
 * from word processors and web pages. Breaks that Markdown marks, and lines of a text that is wrapped, stay as they are.
 */
export function lineParagraphs(markdown: string): string {
  const lines = markdown.split(/\r?\n/);
  if (!lines.some((line) => line.length > widest && !marked.test(line))) return markdown;
  let fenced = false;
  return lines
    .map((line, i) => {
      if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
      const next = lines[i + 1];
      if (fenced || next === undefined || line.trim() === "" || next.trim() === "") return line;
      if (marked.test(line) || marked.test(next) || /(\\| {2})$/.test(line)) return line;
      return Math.max(line.length, next.length) < fullLine ? line : `${line}\n`;
    })
    .join("\n");
}
