import { eq, sql } from "drizzle-orm";
import { claims, contributions, decisions, proposals } from "@/db/schema";
import type { Role } from "@/lib/accounts/accounts";
import type { Ctx } from "@/lib/ctx";
import { newId } from "@/lib/ids";
import { paths } from "@/lib/paths";
import { announce } from "@/lib/webhooks/announce";

type Row = typeof decisions.$inferInsert;

/** A row of the log but for what {@link recordDecision} knows by itself. Where there is a `claim`, it says the essay. */
export type Decision = Omit<Row, "rowId" | "id" | "at" | "by" | "byRole" | "concerns">;

/**
 * Appends a row to the log and marks the log's pages as changed. To be called in the transaction of what it is about:
 * no decision is without its row, and no row without its decision.
 */
export async function recordDecision(
  ctx: Ctx,
  by: { rowId: number; role: Role },
  decision: Decision,
): Promise<{ rowId: number; id: string }> {
  const essay = decision.claim
    ? sql<number>`(select ${claims.essay} from ${claims} where ${eq(claims.rowId, decision.claim)})`
    : decision.essay;
  // Of a ban its author is told once, not for each of what it holds.
  const follows = decision.action === "ban-hold" || decision.action === "ban-release";
  const concerns =
    decision.contribution && !follows
      ? sql<number>`(select ${contributions.author} from ${contributions} where ${eq(contributions.rowId, decision.contribution)}
        and ${contributions.author} <> ${by.rowId})`
      : decision.proposal
        ? sql<number>`(select ${proposals.by} from ${proposals} where ${eq(proposals.rowId, decision.proposal)}
          and ${proposals.by} <> ${by.rowId})`
        : null;
  const [row] = await ctx.db
    .insert(decisions)
    .values({ ...decision, id: newId(), at: ctx.now, by: by.rowId, byRole: by.role, essay, concerns })
    .returning({ rowId: decisions.rowId, id: decisions.id, essay: decisions.essay });
  if (!row) throw new Error("the decision was not inserted");
  if (row.essay !== null) {
    const about = { action: decision.action, decision: paths.logEntry(row.id) };
    await announce(ctx, row.essay, "decision.made", about);
  }
  ctx.touched.add("log");
  return row;
}
