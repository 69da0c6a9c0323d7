import { and, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { type Given, kept } from "@/db/kept";
import { claims, contributions, revisions } from "@/db/schema";
import { countedStates } from "@/lib/contributions/contributions";
import { labelsOfClaim, labelsOfContribution } from "./labels";
import { entriesMade } from "./tidying";
import { indexed, withoutScheme } from "./words";

type Entry = { rowId: number; title: string; text: string; source: string; labels: string[] };

/** Brings a claim's entry up to date: none where it went into another. Call it in the transaction that changed the claim. */
export const indexClaim = (db: Database, rowId: number): Promise<void> => indexClaims(db, [rowId]);

/** Brings a contribution's entry up to date: only what counts can be found. Call it in the transaction that changed it. */
export const indexContribution = (db: Database, rowId: number): Promise<void> => indexContributions(db, [rowId]);

export async function indexClaims(db: Database, rowIds: number[]): Promise<void> {
  const rows = await db
    .select({
      ...{ rowId: claims.rowId, essay: claims.essay, kind: claims.kind },
      ...{ statement: claims.statement, quote: claims.quoteExact },
    })
    .from(claims)
    .where(and(inArray(claims.rowId, rowIds), isNull(claims.mergedInto)));
  const entries = rows.map(({ rowId, essay, kind, statement, quote }) => ({
    ...{ rowId: entryOfClaim(rowId), title: statement, text: quote, source: "" },
    labels: labelsOfClaim(essay, kind),
  }));
  await put(db, rowIds.map(entryOfClaim), entries);
}

export async function indexContributions(db: Database, rowIds: number[]): Promise<void> {
  const rows = await countedOf(db, { rowIds: JSON.stringify(rowIds) });
  const entries = rows.map(({ rowId, kind, essay, revision }) => ({
    ...{ rowId: entryOfContribution(rowId), ...wordsOf(revision) },
    labels: labelsOfContribution(essay, kind),
  }));
  await put(db, rowIds.map(entryOfContribution), entries);
}

const countedOf = kept((db, { rowIds }: Given<{ rowIds: string }>) =>
  db
    .select({ rowId: contributions.rowId, kind: contributions.kind, essay: claims.essay, revision: revisions })
    .from(contributions)
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .innerJoin(
      revisions,
      and(eq(revisions.contribution, contributions.rowId), eq(revisions.number, contributions.revision)),
    )
    .where(
      and(
        sql`${contributions.rowId} in (select value from json_each(${rowIds}))`,
        inArray(contributions.state, [...countedStates]),
      ),
    ),
);

/** Makes the whole index anew: after a bulk import, or where `npm run db -- check` finds it wrong. */
export async function reindex(db: Database): Promise<void> {
  await db.write(async (tx) => {
    // Not a plain delete: that leaves the counts of rows and words behind, which ranking reckons with.
    await tx.run(sql`insert into search_index (search_index) values ('delete-all')`);
    await each(tx, claims, indexClaims);
    await each(tx, contributions, indexContributions);
  });
}

export const entryOfClaim = (rowId: number): number => rowId * 2;
export const entryOfContribution = (rowId: number): number => rowId * 2 + 1;
export const isOfClaim = (entry: number): boolean => entry % 2 === 0;
/** The row that an entry is of. */
export const rowIdOf = (entry: number): number => Math.floor(entry / 2);

function wordsOf(revision: typeof revisions.$inferSelect) {
  const { sourceUrl, sourceCitation, sourceAuthor, sourcePublisher, sourceExcerpt } = revision;
  return {
    title: revision.sourceTitle ?? "",
    text: revision.text,
    source: [sourceExcerpt, sourceAuthor, sourcePublisher, sourceCitation, sourceUrl && withoutScheme(sourceUrl)]
      .filter(Boolean)
      .join("\n"),
  };
}

/** What the table takes of an entry: its row id, and its words in three columns, the labels behind those of the last. */
export const columnsOf = ({ rowId, title, text, source, labels }: Entry) =>
  [rowId, indexed(title), indexed(text), [indexed(source), ...labels].join(" ")] as const;

/** Has these entries in the index, and of what was asked for no others. */
async function put(db: Database, asked: number[], entries: Entry[]): Promise<void> {
  const there = new Set(entries.map(({ rowId }) => rowId));
  const gone = asked.filter((rowId) => !there.has(rowId));
  if (gone.length > 0) {
    await db.run(sql`delete from search_index where rowid in (select value from json_each(${JSON.stringify(gone)}))`);
  }
  if (entries.length > 0) {
    await db.run(sql`
      insert or replace into search_index (rowid, title, text, source)
      select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${JSON.stringify(entries.map(columnsOf))})`);
  }
  entriesMade.call();
}

/** In batches, so that a big debate needn't fit into memory. */
async function each(
  db: Database,
  table: typeof claims | typeof contributions,
  index: (db: Database, rowIds: number[]) => Promise<void>,
): Promise<void> {
  for (let last = 0; ; ) {
    const rows = await db
      .select({ rowId: table.rowId })
      .from(table)
      .where(gt(table.rowId, last))
      .orderBy(table.rowId)
      .limit(500);
    const end = rows.at(-1);
    if (!end) return;
    await index(
      db,
      rows.map(({ rowId }) => rowId),
    );
    last = end.rowId;
  }
}
