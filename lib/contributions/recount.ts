import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { type Given, kept } from "@/db/kept";
import { claims, contributions, ratings } from "@/db/schema";
import {
  type ContributionKind,
  countedStates,
  isListed,
  type RatingCounts,
  type RatingValue,
  type Stance,
  type State,
  wilsonLowerBound,
} from "./contributions";

/** Counts a contribution's current ratings anew and keeps the counts, and the bound lists sort by, on its row. */
export async function recountRatings(db: Database, contribution: number): Promise<RatingCounts> {
  const rows = await db
    .select({ value: ratings.value, count: sql<number>`count(*)` })
    .from(ratings)
    .where(eq(ratings.contribution, contribution))
    .groupBy(ratings.value);
  const counts = { convincing: 0, unconvincing: 0 };
  for (const { value, count } of rows) counts[value] = count;
  return keepRatings(db, contribution, counts);
}

/** Changes a contribution's counts by one person's rating, as it was and as it is; null is none. */
export async function changeRatings(
  db: Database,
  { rowId, convincing, unconvincing }: { rowId: number } & RatingCounts,
  from: RatingValue | null,
  to: RatingValue | null,
): Promise<RatingCounts> {
  const counts = { convincing, unconvincing };
  if (from === to) return counts;
  if (from !== null) counts[from] -= 1;
  if (to !== null) counts[to] += 1;
  return keepRatings(db, rowId, counts);
}

async function keepRatings(db: Database, contribution: number, counts: RatingCounts): Promise<RatingCounts> {
  const total = counts.convincing + counts.unconvincing;
  // SQL as it is: built by Drizzle, it would take longer than to run it, and everybody who writes waits for whoever rates.
  await db.run(sql`update contributions set convincing = ${counts.convincing}, unconvincing = ${counts.unconvincing},
    ratings = ${total}, wilson = ${wilsonLowerBound(counts.convincing, total)} where row_id = ${contribution}`);
  return counts;
}

/** What of a contribution says how its claim counts it. */
export type Counted = { state: State; kind: ContributionKind; stance: Stance };

const countOf = ({ kind, stance }: Omit<Counted, "state">) =>
  kind === "rebuttal" ? "rebuttals" : stance === "supports" ? "supporting" : "contradicting";

/** Counts what is attached to a claim, at any depth, anew. */
export async function recountClaim(db: Database, claim: number): Promise<void> {
  const rows = await db
    .select({ kind: contributions.kind, stance: contributions.stance, count: sql<number>`count(*)` })
    .from(contributions)
    .where(and(eq(contributions.claim, claim), inArray(contributions.state, [...countedStates])))
    .groupBy(contributions.kind, contributions.stance);
  const counts = { supporting: 0, contradicting: 0, rebuttals: 0 };
  for (const row of rows) counts[countOf(row)] += row.count;
  await db.update(claims).set(counts).where(eq(claims.rowId, claim));
}

const place = {
  rowId: contributions.rowId,
  claim: contributions.claim,
  parent: contributions.parent,
  kind: contributions.kind,
  stance: contributions.stance,
  state: contributions.state,
  answers: contributions.answers,
  listed: contributions.listed,
};

const places = kept((db, { contribution }: Given<{ contribution: number }>) =>
  db.select(place).from(contributions).where(eq(contributions.rowId, contribution)),
);

const placeOf = async (db: Database, contribution: number) => (await places(db, { contribution }))[0];

/** Counts what answers a contribution anew. To be called where answers went to or from it; {@link settleAround} after. */
export async function recountAnswers(db: Database, contribution: number): Promise<void> {
  const answers = sql`(select count(*) from contributions c where c.parent = ${contribution} and c.listed = 1)`;
  await db.update(contributions).set({ answers }).where(eq(contributions.rowId, contribution));
}

/** Counts what answers a contribution anew, and with it whether lists show it; deepest first, where it is done for many. */
export async function recountPlace(db: Database, contribution: number): Promise<void> {
  await recountAnswers(db, contribution);
  const row = await placeOf(db, contribution);
  if (!row) return;
  const listed = isListed(row.state, row.answers);
  if (listed !== row.listed) {
    await db.update(contributions).set({ listed }).where(eq(contributions.rowId, contribution));
  }
}

/**
 * Brings all that is derived from a contribution's state up to date: whether lists show it, the number of answers of
 * what it answers, and so on up the chain (a tombstone is listed as long as something hangs on it); then the claim's
 * counts. By the difference to how it was `before`, null where it was not there, so that it costs the same however much
 * the claim holds. To be called after it was added, or its state or stance changed.
 */
export async function settleAround(db: Database, contribution: number, before: Counted | null): Promise<void> {
  const now = await placeOf(db, contribution);
  if (!now) throw new Error("a contribution without its row");
  let answered = 0;
  // What is new was listed nowhere before, whatever its row says.
  let wasListed = before !== null && now.listed;
  for (let at: typeof now | undefined = now; at; ) {
    const answers = at.answers + answered;
    const listed = isListed(at.state, answers);
    if (answers !== at.answers || listed !== at.listed) {
      await db.run(
        sql`update contributions set answers = ${answers}, listed = ${Number(listed)} where row_id = ${at.rowId}`,
      );
    }
    answered = Number(listed) - Number(wasListed);
    at = answered === 0 || at.parent === null ? undefined : await placeOf(db, at.parent);
    wasListed = at?.listed ?? false;
  }

  const counts = { supporting: 0, contradicting: 0, rebuttals: 0 };
  if (before && countedStates.includes(before.state)) counts[countOf(before)] -= 1;
  if (countedStates.includes(now.state)) counts[countOf(now)] += 1;
  const changed = Object.entries(counts).filter(([, by]) => by !== 0);
  if (changed.length === 0) return;
  const added = changed.map(([name, by]) => sql`${sql.identifier(name)} = ${sql.identifier(name)} + ${by}`);
  await db.run(sql`update claims set ${sql.join(added, sql`, `)} where row_id = ${now.claim}`);
}
