import { and, asc, count, eq, gt, or, sql } from "drizzle-orm";
import { appeals, claims, decisions } from "@/db/schema";
import { contributionInContext } from "@/lib/contributions/queries";
import { hidesText, rowsById, wordsOf } from "@/lib/contributions/rows";
import type { Ctx } from "@/lib/ctx";
import { notFound, Refusal } from "@/lib/errors";
import { authorize, may, whyNot } from "@/lib/policy/policy";
import { type Appeal, type AppealItem, type AppealPage, appealUntil, type OwnAppeal } from "../appeals";
import { givenReason } from "../reasons";
import { queueItems } from "./queue/items";
import { wordedReason } from "./reasons";
import { decisionStanding } from "./standing-decision";

type Row = typeof appeals.$inferSelect;

const appealOf = ({ id, at, text, state, hidden, answer, answeredAt }: Row): Appeal => ({
  id,
  at,
  text,
  state,
  hidden,
  answer,
  answeredAt,
});

/**
 * What the viewer can do against the decision that something of theirs stands rejected or removed by, and what became of
 * their last appeal. Nobody else's is found.
 */
export async function ownAppeal(ctx: Ctx, contributionId: string): Promise<OwnAppeal> {
  const { contribution: it, target } = await contributionInContext(ctx, contributionId);
  if (it.author !== ctx.viewer?.rowId) throw notFound("contribution");
  const [place] = await ctx.db
    .select({ id: claims.id, slug: claims.slug, statement: claims.statement })
    .from(claims)
    .where(eq(claims.rowId, it.claim));
  if (!place) throw notFound("contribution");
  const standing = await decisionStanding(ctx, it);
  const [last] = await ctx.db
    .select()
    .from(appeals)
    .where(
      standing
        ? eq(appeals.decision, standing.rowId)
        : and(eq(appeals.contribution, it.rowId), eq(appeals.by, it.author)),
    )
    .orderBy(sql`${appeals.rowId} desc`)
    .limit(1);
  const decision = standing ?? (last && (await decisionOf(ctx, last.decision)));
  const until = decision ? appealUntil(decision.at) : null;
  return {
    contribution: { id: it.id, kind: it.kind, state: it.state },
    claim: place,
    decision: decision ?? null,
    until,
    may:
      standing !== undefined &&
      until !== null &&
      last === undefined &&
      may(ctx, "contribution.appeal", { ...target, appealUntil: until }),
    appeal: last ? appealOf(last) : null,
  };
}

async function decisionOf(ctx: Ctx, rowId: number) {
  const [row] = await ctx.db
    .select({ decision: decisions, worded: wordedReason(decisions.to, decisions.reasonCode) })
    .from(decisions)
    .where(eq(decisions.rowId, rowId));
  if (!row) throw new Error("an appeal against no decision");
  const { id, at, to, reasonCode, reasonText, byRole } = row.decision;
  return { id, at, to, byRole, reason: givenReason(to, { code: reasonCode, text: reasonText }, row.worded) };
}

/** How many appeals wait for an answer. */
export async function openAppealCount(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db.select({ open: count() }).from(appeals).where(eq(appeals.state, "open"));
  return row?.open ?? 0;
}

const pageSize = 10;

/** The appeals that wait for an answer, the oldest first, each with its whole context. A cursor is an appeal's id. */
export async function openAppeals(ctx: Ctx, cursor: string | null = null): Promise<AppealPage> {
  authorize(ctx, "appeal.read");
  const after = cursor === null ? null : await placeAt(ctx, cursor);
  const rows = await ctx.db
    .select()
    .from(appeals)
    .where(
      and(
        eq(appeals.state, "open"),
        after ? or(gt(appeals.at, after.at), and(eq(appeals.at, after.at), gt(appeals.rowId, after.rowId))) : undefined,
      ),
    )
    .orderBy(asc(appeals.at), asc(appeals.rowId))
    .limit(pageSize + 1);
  const page = rows.slice(0, pageSize);
  const items = new Map(
    (
      await queueItems(
        ctx,
        page.map((row) => row.contribution),
      )
    ).map((item) => [item.contribution.id, item]),
  );
  const found: AppealItem[] = [];
  for (const row of page) {
    const { contribution: it, target } = await contributionInContext(ctx, row.contribution);
    const item = items.get(it.id);
    if (!item) continue;
    const decision = await decisionOf(ctx, row.decision);
    const refusal = whyNot(ctx, "appeal.answer", {
      ...target,
      ...(row.decidedBy !== null && { decidedBy: { rowId: row.decidedBy, removed: decision.to === "removed" } }),
    });
    found.push({
      appeal: appealOf(row),
      decision,
      item,
      words: hidesText(it.state) ? await removedWords(ctx, it.rowId) : null,
      whyNot: refusal?.message ?? null,
    });
  }
  return { items: found, nextCursor: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null };
}

/** What was removed, for those who have to judge whether it had to be. */
async function removedWords(ctx: Ctx, rowId: number): Promise<AppealItem["words"]> {
  const [row] = await rowsById(ctx.db, [rowId]);
  return row ? wordsOf(row) : null;
}

async function placeAt(ctx: Ctx, id: string): Promise<{ at: Date; rowId: number }> {
  const [row] = await ctx.db.select({ at: appeals.at, rowId: appeals.rowId }).from(appeals).where(eq(appeals.id, id));
  if (!row) {
    throw new Refusal(400, "cursor.malformed", "This link into a list is not whole. Begin at the list's first page.");
  }
  return row;
}
