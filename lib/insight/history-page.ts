import type { Revision } from "@/lib/contributions/contributions";
import { contributionById } from "@/lib/contributions/list";
import { revisionsOf } from "@/lib/contributions/queries";
import { wording } from "@/lib/contributions/wording";
import type { Ctx } from "@/lib/ctx";
import { differences, effortOfPage, type Segment } from "@/lib/rich-text/diff";

/** A wording, and how the one before it became this one. */
export type Change = Pick<Revision, "number" | "at" | "by"> & { isFirst: boolean; segments: Segment[] };

/**
 * Everything a contribution's history shows, the newest wording first. The differences belong to what is read once and
 * kept: finding them looks at the clock, which a cached page may not.
 */
export async function historyPage(ctx: Ctx, id: string) {
  const contribution = await contributionById(ctx, id);
  const revisions = await revisionsOf(ctx, id);
  const effort = effortOfPage();
  const changes: Change[] = revisions.map((revision, i) => {
    const { number, at, by } = revision;
    const before = revisions[i + 1];
    const segments = differences(wording(before ?? revision), wording(revision), effort);
    return { number, at, by, isFirst: before === undefined, segments };
  });
  return { contribution, changes };
}
