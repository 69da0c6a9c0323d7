import { eq } from "drizzle-orm";
import { type Given, kept } from "@/db/kept";
import { contributions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import type { Contribution } from "./contributions";
import { essayOf, rowsById, shown } from "./rows";
import { isVisible } from "./visibility";

/** The contribution's row, for commands, if the viewer may know of it. */
export async function contributionRow(ctx: Ctx, id: string) {
  const [found] = await rowById(ctx.db, { id });
  if (!found || !isVisible(ctx.viewer, found.row, found.essay)) throw notFound("contribution");
  return found.row;
}

const rowById = kept((db, { id }: Given<{ id: string }>) =>
  db.select({ row: contributions, essay: essayOf }).from(contributions).where(eq(contributions.id, id)),
);

/** These contributions in this order. The caller has seen to it that the viewer may know of them. */
export async function shownByRowId(ctx: Ctx, rowIds: number[]): Promise<Contribution[]> {
  const found = await contributionsByRowId(ctx, rowIds);
  return rowIds.flatMap((rowId) => found.get(rowId) ?? []);
}

/** The same, by their row ids. */
export async function contributionsByRowId(ctx: Ctx, rowIds: number[]): Promise<Map<number, Contribution>> {
  const rows = await rowsById(ctx.db, rowIds);
  return new Map(rows.map((row) => [row.contribution.rowId, shown(ctx.viewer, row)]));
}
