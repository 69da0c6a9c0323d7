import type { IArgdownResponse } from "@argdown/core";

/** What stands between the tokens: what the file says to nobody but its readers. */
export function notesOf(text: string, response: IArgdownResponse): { line: number; words: string }[] {
  const found: { line: number; words: string }[] = [];
  let last = 0;
  for (const token of response.tokens ?? []) {
    if (Number.isNaN(token.startOffset) || token.image === "") continue;
    const between = text.slice(last, token.startOffset);
    const mark = /\/\/|\/\*|<!--/.exec(between);
    if (mark) {
      const line = text.slice(0, last + mark.index).split("\n").length;
      found.push({ line, words: between.replace(/\s+/g, " ").trim().slice(0, 200) });
    }
    last = Math.max(last, token.startOffset + token.image.length);
  }
  const rest = text.slice(last);
  if (/^\s*(\/\/|\/\*|<!--)/.test(rest)) {
    const line = text.slice(0, last).split("\n").length;
    found.push({ line, words: rest.replace(/\s+/g, " ").trim().slice(0, 200) });
  }
  return found;
}
