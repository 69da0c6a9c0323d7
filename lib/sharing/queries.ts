import { and, asc, desc, eq, gt, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import { accounts, claims, contributions, essays, essayTexts, revisions } from "@/db/schema";
import { standingClaim } from "@/lib/claims/queries";
import { type ContributionKind, countedStates, type Stance } from "@/lib/contributions/contributions";
import { firstOfEach } from "@/lib/contributions/stretches";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";

/** Something new, as a feed tells of it. */
export type News = {
  id: string;
  kind: ContributionKind | "claim";
  stance: Stance | null;
  text: string;
  /** Without a name: a former member, or the essay itself. */
  by: string | null;
  claim: { id: string; slug: string; statement: string };
  at: Date;
  updated: Date;
};

export type FeedOf = { essay?: string; claim?: string; person?: string };

const feedSize = 50;

/** What was attached and what was claimed last, of everything or of one essay, claim or person; the newest first. */
export async function news(ctx: Ctx, of: FeedOf): Promise<{ title: string; items: News[] }> {
  const about = await aboutOf(ctx, of);
  const attached = await ctx.db
    .select({
      contribution: contributions,
      text: revisions.text,
      claim: { id: claims.id, slug: claims.slug, statement: claims.statement },
      author: { name: accounts.name, deletedAt: accounts.deletedAt },
    })
    .from(contributions)
    .innerJoin(
      revisions,
      and(eq(revisions.contribution, contributions.rowId), eq(revisions.number, contributions.revision)),
    )
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .innerJoin(accounts, eq(accounts.rowId, contributions.author))
    .where(inArray(contributions.rowId, newest(about.contributions)))
    .orderBy(desc(contributions.rowId))
    .limit(feedSize);
  const claimed = about.claims
    ? await ctx.db
        .select()
        .from(claims)
        .where(and(about.claims, isNull(claims.mergedInto)))
        .orderBy(desc(claims.rowId))
        .limit(feedSize)
    : [];
  const items: News[] = [
    ...attached.map(({ contribution: c, text, claim, author }) => ({
      id: c.id,
      kind: c.kind,
      stance: c.stance,
      text,
      by: author.deletedAt ? null : author.name,
      claim,
      at: c.createdAt,
      updated: c.editedAt ?? c.createdAt,
    })),
    ...claimed.map((claim) => ({
      id: claim.id,
      kind: "claim" as const,
      stance: null,
      text: claim.quoteExact,
      by: null,
      claim: { id: claim.id, slug: claim.slug, statement: claim.statement },
      at: claim.createdAt,
      updated: claim.createdAt,
    })),
  ];
  items.sort((a, b) => b.at.getTime() - a.at.getTime());
  return { title: about.title, items: items.slice(0, feedSize) };
}

type About = { title: string; contributions?: SQL; claims?: SQL };

const newest = (of: SQL | undefined) =>
  firstOfEach(
    countedStates.map((state) => sql`${eq(contributions.state, state)} and ${of ?? sql`true`}`),
    [desc(contributions.rowId)],
    feedSize,
  );

/** The claims of an essay to which something was attached last: the newest of all is on them. */
async function liveliest(ctx: Ctx, essay: number): Promise<number[]> {
  const rows = await ctx.db.all<{ claim: number }>(sql`
    select k.row_id as claim, (
      select max(last) from (
        ${sql.join(
          countedStates.map(
            (state) => sql`select max(row_id) as last from contributions where claim = k.row_id and state = ${state}`,
          ),
          sql` union all `,
        )})) as last
    from claims k where k.essay = ${essay} order by last desc limit ${feedSize}`);
  return rows.map((row) => row.claim);
}

async function aboutOf(ctx: Ctx, { essay, claim, person }: FeedOf): Promise<About> {
  if (essay !== undefined) {
    const [row] = await ctx.db.select().from(essays).where(eq(essays.slug, essay));
    if (!row) throw notFound("essay");
    const within = await liveliest(ctx, row.rowId);
    return {
      title: row.title,
      contributions: inArray(contributions.claim, within),
      claims: eq(claims.essay, row.rowId),
    };
  }
  if (claim !== undefined) {
    const row = await standingClaim(ctx, claim);
    return { title: row.statement, contributions: eq(contributions.claim, row.rowId) };
  }
  if (person !== undefined) {
    const [row] = await ctx.db
      .select()
      .from(accounts)
      .where(and(eq(accounts.name, person), isNull(accounts.deletedAt)));
    if (!row) throw notFound("account");
    return { title: `What ${row.name} attached`, contributions: eq(contributions.author, row.rowId) };
  }
  return { title: "Moot", claims: gt(claims.rowId, 0) };
}

/** Addresses a file of the sitemap, by https://www.sitemaps.org/protocol.html at most 50,000. */
const sitemapSize = 10_000;

export type Located = { id: string; slug: string; at: Date };
/** What is in which languages: its own address among them; by id. None of what is in one only. */
export type Languages = Map<string, { language: string; id: string; slug: string }[]>;

/** The claims of a file of the sitemap: those with row numbers in its range, so that a file changes only by its own. */
export function claimsInSitemap(ctx: Ctx, file: number): Promise<Located[]> {
  return ctx.db
    .select({ id: claims.id, slug: claims.slug, at: claims.createdAt })
    .from(claims)
    .where(
      and(gt(claims.rowId, (file - 1) * sitemapSize), lte(claims.rowId, file * sitemapSize), isNull(claims.mergedInto)),
    )
    .orderBy(asc(claims.rowId));
}

/** How many files the claims take. */
export async function sitemapFiles(ctx: Ctx): Promise<number> {
  const [last] = await ctx.db.select({ rowId: claims.rowId }).from(claims).orderBy(desc(claims.rowId)).limit(1);
  return Math.max(1, Math.ceil((last?.rowId ?? 0) / sitemapSize));
}

/** The essays that can be read in full here, and since when as they are. */
export const textsInSitemap = (ctx: Ctx): Promise<Located[]> =>
  ctx.db
    .select({ id: essays.id, slug: essays.slug, at: essayTexts.at })
    .from(essays)
    .innerJoin(essayTexts, eq(essayTexts.essay, essays.rowId))
    .where(sql`${essayTexts.number} = (select max(t.number) from essay_texts t where t.essay = ${essays.rowId})`)
    .orderBy(asc(essays.rowId));

export const essaysInSitemap = (ctx: Ctx): Promise<Located[]> =>
  ctx.db.select({ id: essays.id, slug: essays.slug, at: essays.createdAt }).from(essays).orderBy(asc(essays.rowId));

type InLanguage = { of: string; id: string; slug: string; language: string };

const byOne = (rows: InLanguage[]): Languages => {
  const languages: Languages = new Map();
  for (const { of, ...one } of rows) languages.set(of, [...(languages.get(of) ?? []), one]);
  return languages;
};

/** The languages of the claims of a file of the sitemap. */
export const languagesOfClaims = async (ctx: Ctx, file: number): Promise<Languages> =>
  byOne(
    await ctx.db.all<InLanguage>(sql`
      with listed(id, original) as (
        select id, coalesce(translates, id) from claims
        where row_id > ${(file - 1) * sitemapSize} and row_id <= ${file * sitemapSize} and merged_into is null)
      select l.id as of, k.id, k.slug, e.language from listed l
        join claims k on k.id = l.original and k.merged_into is null join essays e on e.row_id = k.essay
        where l.original in (select translates from claims where translates is not null)
      union all
      select l.id, k.id, k.slug, e.language from listed l
        join claims k on k.translates = l.original and k.merged_into is null join essays e on e.row_id = k.essay`),
  );

export const languagesOfEssays = async (ctx: Ctx): Promise<Languages> =>
  byOne(
    await ctx.db.all<InLanguage>(sql`
      with listed(id, original) as (select id, coalesce(translation_of, id) from essays)
      select l.id as of, e.id, e.slug, e.language from listed l join essays e on e.id = l.original
        where l.original in (select translation_of from essays where translation_of is not null)
      union all
      select l.id, e.id, e.slug, e.language from listed l join essays e on e.translation_of = l.original`),
  );
