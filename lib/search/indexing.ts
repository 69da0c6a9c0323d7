import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { claims, contributions, revisions } from "@/db/schema";
import { countedStates } from "@/lib/contributions/contributions";
import { indexed, withoutScheme } from "./words";

type Entry = { title: string; text: string; source: string };

/** Brings a claim's entry up to date: none where it went into another. Call it in the transaction that changed the claim. */
export async function indexClaim(db: Database, claimRowId: number): Promise<void> {
  const [claim] = await db
    .select({ statement: claims.statement, quote: claims.quoteExact })
    .from(claims)
    .where(and(eq(claims.rowId, claimRowId), isNull(claims.mergedInto)));
  await put(db, entryOfClaim(claimRowId), claim && { title: claim.statement, text: claim.quote, source: "" });
}

/** Brings a contribution's entry up to date: only what counts can be found. Call it in the transaction that changed it. */
export async function indexContribution(db: Database, contributionRowId: number): Promise<void> {
  const [found] = await db
    .select({ state: contributions.state, revision: revisions })
    .from(contributions)
    .innerJoin(
      revisions,
      and(eq(revisions.contribution, contributions.rowId), eq(revisions.number, contributions.revision)),
    )
    .where(eq(contributions.rowId, contributionRowId));
  await put(
    db,
    entryOfContribution(contributionRowId),
    found && countedStates.includes(found.state) ? entry(found.revision) : undefined,
  );
}

/** Makes the whole index anew: after a bulk import, or where `npm run db -- check` finds it wrong. */
export async function reindex(db: Database): Promise<void> {
  await db.write(async (tx) => {
    // Not a plain delete: that leaves the counts of rows and words behind, which ranking reckons with.
    await tx.run(sql`insert into search_index (search_index) values ('delete-all')`);
    await each(tx, claims, indexClaim);
    await each(tx, contributions, indexContribution);
  });
}

export const entryOfClaim = (rowId: number): number => rowId * 2;
export const entryOfContribution = (rowId: number): number => rowId * 2 + 1;

function entry(revision: typeof revisions.$inferSelect): Entry {
  const { sourceUrl, sourceCitation, sourceAuthor, sourcePublisher, sourceExcerpt } = revision;
  return {
    title: revision.sourceTitle ?? "",
    text: revision.text,
    source: [sourceExcerpt, sourceAuthor, sourcePublisher, sourceCitation, sourceUrl && withoutScheme(sourceUrl)]
      .filter(Boolean)
      .join("\n"),
  };
}

async function put(db: Database, rowId: number, what: Entry | undefined): Promise<void> {
  await db.run(
    what
      ? sql`insert or replace into search_index (rowid, title, text, source)
            values (${rowId}, ${indexed(what.title)}, ${indexed(what.text)}, ${indexed(what.source)})`
      : sql`delete from search_index where rowid = ${rowId}`,
  );
}

/** In batches, so that a big debate needn't fit into memory. */
async function each(
  db: Database,
  table: typeof claims | typeof contributions,
  index: (db: Database, rowId: number) => Promise<void>,
): Promise<void> {
  for (let last = 0; ; ) {
    const after: SQL = gt(table.rowId, last);
    const rows = await db.select({ rowId: table.rowId }).from(table).where(after).orderBy(table.rowId).limit(1000);
    for (const { rowId } of rows) await index(db, rowId);
    const end = rows.at(-1);
    if (!end) return;
    last = end.rowId;
  }
}
