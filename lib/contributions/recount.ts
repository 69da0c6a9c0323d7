import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { claims, contributions, ratings } from "@/db/schema";
import { type RatingCounts, wilsonLowerBound } from "./contributions";

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

/** Counts what is listed under a claim anew. */
export async function recountCounts(db: Database, claim: number): Promise<void> {
  const rows = await db
    .select({ kind: contributions.kind, stance: contributions.stance, count: sql<number>`count(*)` })
    .from(contributions)
    .where(and(eq(contributions.claim, claim), eq(contributions.listed, true)))
    .groupBy(contributions.kind, contributions.stance);
  const counts = { supporting: 0, contradicting: 0, rebuttals: 0 };
  for (const { kind, stance, count } of rows) {
    counts[kind === "rebuttal" ? "rebuttals" : stance === "supports" ? "supporting" : "contradicting"] += count;
  }
  await db.update(claims).set(counts).where(eq(claims.rowId, claim));
}

/** Counts the listed answers to a contribution anew. */
export async function recountAnswers(db: Database, contribution: number): Promise<void> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(contributions)
    .where(and(eq(contributions.parent, contribution), eq(contributions.listed, true)));
  await db
    .update(contributions)
    .set({ answers: row?.count ?? 0 })
    .where(eq(contributions.rowId, contribution));
}
