import { diffArrays } from "diff";

export type Segment = { type: "same" | "added" | "removed"; text: string };

/** Changed words above which two wordings are compared by the line: the search takes the square of their number. */
const maxEditLength = 800;

/** How one wording became another, word by word, in reading order: what was removed stands before what replaced it. */
export function differences(before: string, after: string): Segment[] {
  const changes = compare(words(before), words(after)) ??
    compare(lines(before), lines(after)) ?? [
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

const compare = (before: string[], after: string[]) => diffArrays(before, after, { maxEditLength });

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
