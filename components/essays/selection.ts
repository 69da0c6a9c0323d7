type Quote = { exact: string; prefix: string; suffix: string };
export type Selected = { quote: Quote; range: Range };

/** Characters of what stands around a selection, by which it is told from others like it. */
const around = 40;

/** What somebody has selected within an element that shows a text, as a quotation of it; null where that is nothing. */
export function selectedIn(text: HTMLElement): Selected | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const exact = wordsOf(range);
  if (exact === "") return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.setStart(range.endContainer, range.endOffset);
  after.setEnd(text, text.childNodes.length);
  const quote = { exact, prefix: wordsOf(before).slice(-around), suffix: wordsOf(after).slice(0, around) };
  return { quote, range };
}

/** The words of the text, without how people voted on them. */
function wordsOf(range: Range): string {
  const words = range.cloneContents();
  for (const marker of words.querySelectorAll("[data-marker]")) marker.remove();
  for (const block of words.querySelectorAll("p, h2, h3, li, blockquote, br")) block.append(" ");
  return (words.textContent ?? "").replace(/\s+/g, " ").trim().toWellFormed();
}
