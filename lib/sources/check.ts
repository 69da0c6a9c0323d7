import { and, desc, eq, isNotNull, notInArray, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { claims, contributions, revisions, sourceChecks } from "@/db/schema";
import { inTransaction } from "@/lib/ctx";
import { requeue } from "@/lib/curation/requeue";
import { enqueue } from "@/lib/jobs/jobs";
import type { Handler, JobCtx } from "@/lib/jobs/worker";
import { consequences, type Earlier } from "./consequences";
import { type Look, lookAt } from "./look";
import type { SourceSettings } from "./settings";
import { type Fault, passing } from "./sources";

const dayMs = 24 * 60 * 60 * 1000;

/** How many looks at a source are kept; and beside them, the newest that brought a text. */
const kept = 10;

/** Looks at the source of a contribution, and keeps what it found. Then again after some days, as long as it stands. */
export function sourceChecker(settings: SourceSettings): Handler {
  return async (ctx, contribution) => {
    const source = await sourceOf(ctx.db, contribution);
    if (!source) return null;
    const regular = nextLook(ctx, settings.recheckDays);
    if (["withdrawn", "removed", "merged"].includes(source.state)) return regular;
    const look = await lookAt(source.url, source.excerpt, { ...settings.look, signal: ctx.signal });
    ctx.signal.throwIfAborted();
    const dead = await inTransaction(ctx, (ctx) => record(ctx, contribution, source, look, settings));
    const again = look.fault !== null && passing.includes(look.fault) && ctx.attempt < 2 && !dead;
    return again ? "retry" : regular;
  };
}

/** Somewhat sooner or later than the others, so that what came on one day isn't due on one day for ever. */
const nextLook = ({ now, chance }: JobCtx, days: number): Date =>
  new Date(now().getTime() + days * dayMs * (0.85 + 0.3 * chance()));

type SourceNow = { url: string; excerpt: string | null; revision: number; state: string };

async function sourceOf(db: Database, contribution: number): Promise<SourceNow | null> {
  const [row] = await db
    .select({
      url: revisions.sourceUrl,
      excerpt: revisions.sourceExcerpt,
      revision: contributions.revision,
      state: contributions.state,
    })
    .from(contributions)
    .innerJoin(
      revisions,
      and(eq(revisions.contribution, contributions.rowId), eq(revisions.number, contributions.revision)),
    )
    .where(eq(contributions.rowId, contribution));
  return row?.url ? { ...row, url: row.url } : null;
}

/** Writes the look down, and what follows from it for the contribution. Answers whether the source is dead. */
async function record(
  ctx: JobCtx,
  contribution: number,
  looked: SourceNow,
  look: Look,
  settings: SourceSettings,
): Promise<boolean> {
  const { db } = ctx;
  const now = ctx.now();
  const current = await sourceOf(db, contribution);
  // Edited meanwhile: the edit has asked for another look.
  if (current?.url !== looked.url || current.excerpt !== looked.excerpt) return true;
  const [row] = await db
    .select({ contribution: contributions, claim: { id: claims.id } })
    .from(contributions)
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .where(eq(contributions.rowId, contribution));
  if (!row) return true;

  const before = row.contribution;
  const after = consequences(before, await earlierLooks(db, contribution, looked), look, now);
  const facts = look.page?.facts;
  await db.insert(sourceChecks).values({
    contribution,
    revision: current.revision,
    at: now,
    url: looked.url,
    finalUrl: look.finalUrl,
    httpStatus: look.httpStatus,
    contentType: look.contentType,
    fault: look.fault,
    ...facts,
    textHash: look.page?.textHash ?? null,
    textLength: look.page?.textLength ?? null,
    found: look.page?.match?.found ?? null,
    similarity: look.page?.match?.similarity ?? null,
    passage: look.page?.match?.passage?.exact ?? null,
    passagePrefix: look.page?.match?.passage?.prefix ?? null,
    passageSuffix: look.page?.match?.passage?.suffix ?? null,
  });
  await prune(db, contribution);

  const died = before.deadSince === null && after.deadSince !== null;
  const changed =
    before.quoteCheck !== after.quoteCheck ||
    before.deadSince?.getTime() !== after.deadSince?.getTime() ||
    before.sourceChangedAt?.getTime() !== after.sourceChangedAt?.getTime();
  if (changed) {
    const { quoteCheck, deadSince, sourceChangedAt } = after;
    await db
      .update(contributions)
      .set({ quoteCheck, deadSince, sourceChangedAt })
      .where(eq(contributions.rowId, contribution));
    await requeue(db, contribution);
    ctx.touched.add(`claim:${row.claim.id}`);
  }
  if (settings.archiveLookup && before.archiveUrl === null) {
    const host = new URL(settings.archiveLookup).hostname;
    await enqueue({ db, now }, { kind: "find-archive", subject: contribution, host }, { unlessThere: !died });
  }
  return after.deadSince !== null;
}

async function earlierLooks(db: Database, contribution: number, { url, excerpt }: SourceNow): Promise<Earlier> {
  const sameAddress = and(eq(sourceChecks.contribution, contribution), eq(sourceChecks.url, url));
  const faults = await db
    .select({ at: sourceChecks.at, fault: sql<Fault | null>`${sourceChecks.fault}` })
    .from(sourceChecks)
    .where(sameAddress)
    .orderBy(desc(sourceChecks.rowId))
    .limit(kept);
  const [read] = await db
    .select({ textHash: sourceChecks.textHash, found: sourceChecks.found })
    .from(sourceChecks)
    .innerJoin(
      revisions,
      and(eq(revisions.contribution, sourceChecks.contribution), eq(revisions.number, sourceChecks.revision)),
    )
    .where(and(sameAddress, isNotNull(sourceChecks.textHash), sql`${revisions.sourceExcerpt} is ${excerpt}`))
    .orderBy(desc(sourceChecks.rowId))
    .limit(1);
  return { faults, read: read?.textHash ? { ...read, textHash: read.textHash } : null };
}

async function prune(db: Database, contribution: number): Promise<void> {
  const own = eq(sourceChecks.contribution, contribution);
  const rowIds = db.select({ rowId: sourceChecks.rowId }).from(sourceChecks);
  const newest = rowIds.where(own).orderBy(desc(sourceChecks.rowId)).limit(kept);
  const withText = db
    .select({ rowId: sql<number>`max(${sourceChecks.rowId})` })
    .from(sourceChecks)
    .where(and(own, isNotNull(sourceChecks.textHash)));
  await db
    .delete(sourceChecks)
    .where(and(own, notInArray(sourceChecks.rowId, newest), sql`${sourceChecks.rowId} is not (${withText})`));
}
