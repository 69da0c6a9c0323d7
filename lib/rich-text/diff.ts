import { diffArrays } from "diff";

export type Segment = { type: "same" | "added" | "removed"; text: string };

/** Changed words above which two wordings are compared by the line: the search takes the square of their number. */
const maxEditLength = 800;

/** What the comparisons of one page may cost together, in steps of some 0.3 µs: half a second of one that has many. */
export type Effort = { left: number };
export const effortOfPage = (): Effort => ({ left: 2_000_000 });

/**
 * How one wording became another, word by word, in reading order: what was removed stands before what replaced it.
 * Where the effort does not reach, one whole wording stands for the other.
 */
export function differences(before: string, after: string, effort: Effort = effortOfPage()): Segment[] {
  const changes = compare(words, before, after, effort) ??
    compare(lines, before, after, effort) ?? [
      { removed: true, added: false, value: [before] },
      { removed: false, added: true, value: [after] },
    ];
  return readable(
    changes.map(({ added, removed, value }) => ({
      type: added ? "added" : removed ? "removed" : "same",
      text: value.join(""),
    })),
  );
}

function compare(cut: (text: string) => string[], before: string, after: string, effort: Effort) {
  effort.left -= before.length + after.length;
  const most = Math.min(maxEditLength, Math.floor(Math.sqrt(Math.max(0, effort.left))));
  if (most === 0) return undefined;
  const changes = diffArrays(cut(before), cut(after), { maxEditLength: most });
  const edits = changes?.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0) ?? most;
  effort.left -= edits ** 2;
  return changes;
}

/** Words as each script has them: Chinese or Thai puts no spaces between them. */
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const words = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

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
    const next = segments[index + 1];
    if (segment.type === "removed") removed += segment.text;
    else if (segment.type === "added") added += segment.text;
    else if (removed && added && next && /^[^\S\n]+$/.test(segment.text)) {
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
