import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type Given, kept } from "@/db/kept";
import { claimRevisions, claims, essays, sections, votes } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { notFound, Refusal } from "@/lib/errors";
import { translationsOfClaim } from "@/lib/essays/translations";
import { paths } from "@/lib/paths";
import { lockInForce } from "@/lib/policy/policy";
import { tallyOf, type VoteValue } from "@/lib/votes/votes";
import type { Claim, ClaimKind, ClaimLink, ClaimRevision, ClaimSort, ClaimSummary, ListedClaim } from "./claims";
import { relationsOf, supportersOf } from "./relations";
import { resolutionLabels, resolutionOf } from "./resolutions";

/** The claim's row, for commands. One that was taken back is nowhere. */
export async function claimRow(ctx: Ctx, id: string) {
  const [row] = await rowById(ctx.db, { id });
  if (!row || row.mergedInto === row.rowId) throw notFound("claim");
  return row;
}

const rowById = kept((db, { id }: Given<{ id: string }>) => db.select().from(claims).where(eq(claims.id, id)));

/** The claim that the id leads to: the one it went into, where it was merged. */
export async function standingClaim(ctx: Ctx, id: string) {
  const row = await claimRow(ctx, id);
  if (row.mergedInto === null) return row;
  const [standing] = await ctx.db.select().from(claims).where(eq(claims.rowId, row.mergedInto));
  if (!standing) throw notFound("claim");
  return standing;
}

/** The refusal of what can't be done to a claim because it went into another one. */
export async function wentInto(ctx: Ctx, rowId: number): Promise<Refusal> {
  const [into] = await ctx.db
    .select({ id: claims.id, slug: claims.slug, statement: claims.statement })
    .from(claims)
    .where(eq(claims.rowId, rowId));
  if (!into) throw notFound("claim");
  return new Refusal(
    409,
    "claim.merged",
    `This claim went into another one meanwhile: “${into.statement}”. Go there.`,
    {
      details: { into: { ...into, url: paths.claim(into) } },
    },
  );
}

/** The public id of the essay with that row id. */
export async function essayIdOf(ctx: Ctx, essay: number): Promise<string> {
  const [row] = await essayId(ctx.db, { essay });
  if (!row) throw notFound("essay");
  return row.id;
}

const essayId = kept((db, { essay }: Given<{ essay: number }>) =>
  db.select({ id: essays.id }).from(essays).where(eq(essays.rowId, essay)),
);

/** A claim with where it stands and what the essay reasons from and to it. */
export async function claimById(ctx: Ctx, id: string): Promise<Claim> {
  const [found] = await inItsEssay(ctx.db, { id });
  if (!found || found.claim.mergedInto === found.claim.rowId) throw notFound("claim");
  const { claim, language, section } = found;
  const essay = { ...found.essay, hasText: found.hasText === 1 };
  return {
    ...summary(claim, ctx.now),
    language,
    resolution: await resolutionOf(ctx, claim.rowId, claim.version),
    translated: claim.translates !== null,
    translations: await translationsOfClaim(ctx, { ...claim, language }),
    essay,
    section: { position: section.position, title: section.title },
    position: claim.position,
    lockReason: claim.lockReason,
    lockedUntil: claim.lockedUntil,
    createdAt: claim.createdAt,
    ...(await relationsOf(ctx, claim)),
  };
}

const inItsEssay = kept((db, { id }: Given<{ id: string }>) =>
  db
    .select({
      claim: claims,
      essay: { id: essays.id, slug: essays.slug, title: essays.title, url: essays.url },
      hasText: sql<number>`exists (select 1 from essay_texts t where t.essay = ${essays.rowId})`,
      language: essays.language,
      section: sections,
    })
    .from(claims)
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    .innerJoin(sections, eq(sections.rowId, claims.section))
    .where(eq(claims.id, id)),
);

/** The newest wordings that the claim has had, the newest first. */
export async function claimRevisionsOf(ctx: Ctx, id: string): Promise<ClaimRevision[]> {
  const { rowId } = await claimRow(ctx, id);
  return ctx.db
    .select(revisionColumns)
    .from(claimRevisions)
    .where(eq(claimRevisions.claim, rowId))
    .orderBy(desc(claimRevisions.number))
    .limit(200);
}

/** One wording of a claim, by its number. */
export async function claimRevision(ctx: Ctx, claim: number, number: number): Promise<ClaimRevision> {
  const [found] = await ctx.db
    .select(revisionColumns)
    .from(claimRevisions)
    .where(and(eq(claimRevisions.claim, claim), eq(claimRevisions.number, number)));
  if (!found) throw notFound("claim");
  return found;
}

const revisionColumns = {
  number: claimRevisions.number,
  at: claimRevisions.at,
  statement: claimRevisions.statement,
  kind: claimRevisions.kind,
  resolvesOn: claimRevisions.resolvesOn,
};

/** Claims a page at most. */
export const claimsPage = 200;

/**
 * Claims, of one essay or of all, in reading order or sorted; each with what the essay rests it on.
 * @param q words that the statement contains, as typed
 */
export async function listClaims(
  ctx: Ctx,
  {
    essay,
    kind,
    sort,
    cursor,
    q,
    size = claimsPage,
  }: {
    essay?: string | undefined;
    kind?: ClaimKind | undefined;
    sort: ClaimSort;
    cursor: string | null;
    q?: string | undefined;
    size?: number;
  },
): Promise<{ items: ListedClaim[]; nextCursor: string | null }> {
  const rank = ranks[sort];
  const rows = await ctx.db
    .select({
      claim: claims,
      essay: essays.slug,
      language: essays.language,
      section: sections.position,
      rank: (rank ?? sql<number>`0`).as("rank"),
    })
    .from(claims)
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    .innerJoin(sections, eq(sections.rowId, claims.section))
    .where(
      and(
        isNull(claims.mergedInto),
        essay === undefined ? undefined : eq(essays.slug, essay),
        kind === undefined ? undefined : eq(claims.kind, kind),
        sort === "unargued" ? sql`${argued} = 0` : undefined,
        q ? sql`instr(lower(${claims.statement}), lower(${q})) > 0` : undefined,
        afterCursor(rank, cursor),
      ),
    )
    .orderBy(...(rank ? [desc(rank)] : []), asc(claims.essay), asc(claims.position))
    .limit(size + 1);
  const items = rows.slice(0, size);
  const last = items.at(-1);
  const rowIds = items.map((row) => row.claim.rowId);
  const supportedBy = await supportersOf(ctx, rowIds);
  const resolutions = await resolutionLabels(ctx, rowIds);
  return {
    items: items.map((row) => ({
      ...summary(row.claim, ctx.now),
      resolution: resolutions.get(row.claim.rowId) ?? null,
      essay: row.essay,
      language: row.language,
      section: row.section,
      supportedBy: supportedBy.get(row.claim.rowId) ?? [],
    })),
    nextCursor: rows.length > size && last ? `${last.rank}.${last.claim.essay}.${last.claim.position}` : null,
  };
}

const argued = sql<number>`(${claims.supporting} + ${claims.contradicting} + ${claims.rebuttals})`;
const total = sql`(${claims.agree} + ${claims.disagree} + ${claims.unsure})`;

/** What each order sorts by, the highest first, as an integer so that a cursor can hold it; then reading order. */
const ranks: Record<ClaimSort, SQL<number> | null> = {
  essay: null,
  unargued: null,
  argued,
  // The formula of `division`, in millionths.
  divided: sql<number>`(case ${total} when 0 then 0 else 4000000 * ${claims.agree} * ${claims.disagree} / (${total} * ${total}) end)`,
};

function afterCursor(rank: SQL<number> | null, cursor: string | null): SQL | undefined {
  if (cursor === null) return undefined;
  const [, value, essay, position] = /^(\d{1,12})\.(\d{1,12})\.(\d{1,9})$/.exec(cursor) ?? [];
  if (position === undefined) {
    throw new Refusal(400, "cursor.malformed", "This link into a list is not whole. Begin at the list's first page.");
  }
  const place = sql`(${claims.essay}, ${claims.position}) > (${Number(essay)}, ${Number(position)})`;
  return rank ? sql`(${rank} < ${Number(value)} or (${rank} = ${Number(value)} and ${place}))` : place;
}

/** The viewer's own votes on an essay's claims, by claim id. */
export async function ownVotesIn(ctx: Ctx, essaySlug: string): Promise<Record<string, VoteValue>> {
  if (!ctx.viewer) return {};
  const rows = await ctx.db
    .select({ id: claims.id, value: votes.value })
    .from(claims)
    .innerJoin(essays, and(eq(essays.rowId, claims.essay), eq(essays.slug, essaySlug)))
    .innerJoin(votes, and(eq(votes.claim, claims.rowId), eq(votes.account, ctx.viewer.rowId)))
    .limit(1000);
  return Object.fromEntries(rows.map(({ id, value }) => [id, value]));
}

/** The viewer's own vote on one claim. */
export async function ownVote(ctx: Ctx, claim: number): Promise<VoteValue | null> {
  if (!ctx.viewer) return null;
  const [row] = await ctx.db
    .select({ value: votes.value })
    .from(votes)
    .where(and(eq(votes.claim, claim), eq(votes.account, ctx.viewer.rowId)));
  return row?.value ?? null;
}

function summary(claim: typeof claims.$inferSelect, now: Date): Omit<ClaimSummary, "resolution" | "language"> {
  return {
    id: claim.id,
    slug: claim.slug,
    kind: claim.kind,
    statement: claim.statement,
    quote: { exact: claim.quoteExact, prefix: claim.quotePrefix, suffix: claim.quoteSuffix },
    tally: tallyOf(claim),
    counts: { supporting: claim.supporting, contradicting: claim.contradicting, rebuttals: claim.rebuttals },
    resolvesOn: claim.resolvesOn,
    locked: lockInForce(claim, now),
    version: claim.version,
  };
}

/** A claim as others link to it. */
export async function claimLink(ctx: Ctx, id: string): Promise<ClaimLink> {
  const { slug, statement } = await claimRow(ctx, id);
  return { id, slug, statement };
}
