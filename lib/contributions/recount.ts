import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { claims, contributions, ratings } from "@/db/schema";
import { countedStates, isListed, type RatingCounts, wilsonLowerBound } from "./contributions";

/** Counts a contribution's current ratings anew and keeps the counts, and the bound lists sort by, on its row. */
export async function recountRatings(db: Database, contribution: number): Promise<RatingCounts> {
  const rows = await db
    .select({ value: ratings.value, count: sql<number>`count(*)` })
    .from(ratings)
    .where(eq(ratings.contribution, contribution))
    .groupBy(ratings.value);
  const counts = { convincing: 0, unconvincing: 0 };
  for (const { value, count } of rows) counts[value] = count;
  const total = counts.convincing + counts.unconvincing;
  await db
    .update(contributions)
    .set({ ...counts, ratings: total, wilson: wilsonLowerBound(counts.convincing, total) })
    .where(eq(contributions.rowId, contribution));
  return counts;
}

/** Counts what is attached to a claim, at any depth, anew. */
export async function recountClaim(db: Database, claim: number): Promise<void> {
  const rows = await db
    .select({ kind: contributions.kind, stance: contributions.stance, count: sql<number>`count(*)` })
    .from(contributions)
    .where(and(eq(contributions.claim, claim), inArray(contributions.state, [...countedStates])))
    .groupBy(contributions.kind, contributions.stance);
  const counts = { supporting: 0, contradicting: 0, rebuttals: 0 };
  for (const { kind, stance, count } of rows) {
    counts[kind === "rebuttal" ? "rebuttals" : stance === "supports" ? "supporting" : "contradicting"] += count;
  }
  await db.update(claims).set(counts).where(eq(claims.rowId, claim));
}

/** Counts what answers a contribution anew, and settles with it whether lists show it. Null where there is no such row. */
export async function recountAnswers(
  db: Database,
  contribution: number,
): Promise<{ claim: number; parent: number | null; changed: boolean } | null> {
  const [row] = await db.select().from(contributions).where(eq(contributions.rowId, contribution));
  if (!row) return null;
  const [counted] = await db
    .select({ answers: sql<number>`count(*)` })
    .from(contributions)
    .where(and(eq(contributions.parent, row.rowId), eq(contributions.listed, true)));
  const answers = counted?.answers ?? 0;
  const listed = isListed(row.state, answers);
  if (answers !== row.answers || listed !== row.listed) {
    await db.update(contributions).set({ answers, listed }).where(eq(contributions.rowId, row.rowId));
  }
  return { claim: row.claim, parent: row.parent, changed: listed !== row.listed };
}

/**
 * Brings all that is derived from a contribution's state up to date: whether lists show it, the number of answers of
 * what it answers, and so on up the chain (a tombstone is listed as long as something hangs on it); then the claim's
 * counts. To be called after a contribution was added or its state changed.
 */
export async function recountAround(db: Database, contribution: number): Promise<void> {
  let next: number | null = contribution;
  let claim: number | undefined;
  while (next !== null) {
    const recounted = await recountAnswers(db, next);
    if (!recounted) break;
    const settled = claim !== undefined && !recounted.changed;
    claim = recounted.claim;
    next = settled ? null : recounted.parent;
  }
  if (claim !== undefined) await recountClaim(db, claim);
}
