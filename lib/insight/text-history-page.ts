import type { Ctx } from "@/lib/ctx";
import { textVersions } from "@/lib/essays/text-queries";
import type { TextVersion } from "@/lib/essays/texts";
import { differences, effortOfPage, type Segment } from "@/lib/rich-text/diff";

/** A version, and how the one before it became this one; null of the first, which was there at once. */
export type TextChange = TextVersion & { segments: Segment[] | null };

/** Everything that the history of an essay's text shows, the newest version first. */
export async function textHistoryPage(ctx: Ctx, slug: string, before?: number) {
  const { essay, versions, next } = await textVersions(ctx, slug, before);
  const effort = effortOfPage();
  const changes: TextChange[] = versions.map(({ text, was, ...version }) => ({
    ...version,
    segments: was === null ? null : changedAround(differences(was, text, effort)),
  }));
  return { essay, changes, next };
}

/** Characters of what stayed the same that are shown before and after a change. */
const around = 160;

/** A long text with few changes is its changes, each with some words around it. */
function changedAround(segments: Segment[]): Segment[] {
  return segments.map((segment, index) => {
    if (segment.type !== "same" || segment.text.length <= 2 * around + 40) return segment;
    const start = index === 0 ? "" : segment.text.slice(0, around).replace(/\S*$/, "");
    const end = index === segments.length - 1 ? "" : segment.text.slice(-around).replace(/^\S*/, "");
    return { type: "same", text: `${start.trimEnd()} … ${end.trimStart()}` };
  });
}
