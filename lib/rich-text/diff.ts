import { diffArrays, diffWordsWithSpace } from "diff";

export type Segment = { type: "same" | "added" | "removed"; text: string };

/** Scripts that put no space between words: there a word is what the segmenter takes for one. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** How one wording became another, word by word, in reading order: what was removed stands before what replaced it. */
export function differences(before: string, after: string): Segment[] {
  const changes = unspaced.test(before + after)
    ? diffArrays(words(before), words(after)).map((change) => ({ ...change, value: change.value.join("") }))
    : diffWordsWithSpace(before, after);
  return readable(
    changes.map(({ added, removed, value }) => ({ type: added ? "added" : removed ? "removed" : "same", text: value })),
  );
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const words = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Changes with nothing but a space between them read better as one change. */
function readable(segments: Segment[]): Segment[] {
  const out: Segment[] = [];
  let removed = "";
  let added = "";
  const flush = () => {
    if (removed) out.push({ type: "removed", text: removed });
    if (added) out.push({ type: "added", text: added });
    removed = added = "";
  };
  segments.forEach((segment, index) => {
    if (segment.type === "removed") removed += segment.text;
    else if (segment.type === "added") added += segment.text;
    else if (removed && added && /^[^\S\n]+$/.test(segment.text) && index < segments.length - 1) {
      removed += segment.text;
      added += segment.text;
    } else {
      flush();
      out.push(segment);
    }
  });
  flush();
  return out;
}
