import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { claims, essays, essayTexts, passages } from "@/db/schema";
import type { ClaimLink } from "@/lib/claims/claims";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { authorize } from "@/lib/policy/policy";
import { differences, effortOfPage, type Segment } from "@/lib/rich-text/diff";
import type { EssayBody } from "@/lib/rich-text/document";
import { toMarkdown } from "@/lib/rich-text/to-markdown";
import { descriptionOf, type EssayDescription } from "./description";
import { originals, untranslated } from "./originals";
import { essayRow } from "./queries";
import { essayText, newestText, orphanedClaims, versionOf } from "./text-queries";
import type { EssayText, OrphanedClaim, TextVersion } from "./texts";

/** An essay in the moderators' list: the newest version of its text, and how many claims have lost their passage. */
export type EssayOnDesk = {
  slug: string;
  title: string;
  claims: number;
  orphaned: number;
  text: TextVersion | null;
};

export async function essaysOnDesk(ctx: Ctx): Promise<EssayOnDesk[]> {
  authorize(ctx, "essay.edit");
  const rows = await ctx.db
    .select({
      slug: essays.slug,
      title: essays.title,
      claims: sql<number>`(
        select count(*) from claims c where c.essay = ${essays.rowId} and c.merged_into is null)`,
      orphaned: sql<number>`(
        select count(*) from claims c join passages p on p.claim = c.row_id
        where c.essay = ${essays.rowId} and c.merged_into is null and p.how = 'orphaned')`,
      text: { number: essayTexts.number, at: essayTexts.at, byRole: essayTexts.byRole, note: essayTexts.note },
    })
    .from(essays)
    .leftJoin(
      essayTexts,
      sql`${essayTexts.rowId} = (
        select t.row_id from essay_texts t where t.essay = ${essays.rowId} order by t.number desc limit 1)`,
    )
    .orderBy(desc(essays.rowId));
  return rows;
}

/** What a moderator has before them who looks after an essay's text. */
export type EssayDesk = {
  essay: EssayDescription & { slug: string };
  /** What it could be a translation of. */
  originals: { id: string; slug: string; title: string }[];
  /** Null where it has no text yet. */
  text: (TextVersion & { markdown: string }) | null;
  /** Claims that quote it as it reads, and those for which it doesn't. */
  asQuoted: number;
  differently: { claim: ClaimLink; how: "changed" | "placed"; segments: Segment[] }[];
  orphaned: OrphanedClaim[];
};

export async function essayDesk(ctx: Ctx, slug: string): Promise<EssayDesk> {
  authorize(ctx, "essay.edit");
  const row = await essayRow(ctx, slug);
  const { rowId } = row;
  const essay = { slug, ...descriptionOf(row) };
  const choices = await originals(ctx, rowId);
  const text = await newestText(ctx, rowId);
  if (!text) return { essay, originals: choices, text: null, asQuoted: 0, differently: [], orphaned: [] };
  const rows = await ctx.db
    .select({
      claim: { id: claims.id, slug: claims.slug, statement: claims.statement },
      quote: claims.quoteExact,
      passage: passages,
    })
    .from(claims)
    .innerJoin(passages, eq(passages.claim, claims.rowId))
    .where(and(eq(claims.essay, rowId), isNull(claims.mergedInto), gt(claims.position, 0)))
    .orderBy(claims.position);
  const effort = effortOfPage();
  return {
    essay,
    originals: choices,
    text: { ...versionOf(text), markdown: toMarkdown(JSON.parse(text.body) as EssayBody) },
    asQuoted: rows.filter(({ passage }) => passage.how === "exact").length,
    differently: rows.flatMap(({ claim, quote, passage: { how, start, end } }) =>
      (how === "changed" || how === "placed") && start !== null && end !== null
        ? [{ claim, how, segments: differences(quote, text.text.slice(start, end), effort) }]
        : [],
    ),
    orphaned: await orphanedClaims(ctx, rowId),
  };
}

/** The text that a moderator makes claims of, with the claims that there are; and the one whose passage is to be placed. */
export type ClaimsDesk = {
  text: EssayText;
  claims: ClaimLink[];
  /** Of an essay that is a translation: the claims of the original that none of these says yet. */
  untranslated: ClaimLink[];
  placing: OrphanedClaim | null;
};

export async function claimsDesk(ctx: Ctx, slug: string, placing?: string): Promise<ClaimsDesk> {
  authorize(ctx, "claim.make");
  const essay = await essayRow(ctx, slug);
  const { rowId } = essay;
  const all = await ctx.db
    .select()
    .from(claims)
    .where(and(eq(claims.essay, rowId), isNull(claims.mergedInto), gt(claims.position, 0)))
    .orderBy(claims.position);
  const placed = placing === undefined ? undefined : all.find(({ id }) => id === placing);
  if (placing !== undefined && !placed) throw notFound("claim");
  return {
    text: await essayText(ctx, slug),
    claims: all.map(({ id, slug, statement }) => ({ id, slug, statement })),
    untranslated: await untranslated(ctx, essay),
    placing: placed
      ? {
          ...{ id: placed.id, slug: placed.slug, statement: placed.statement },
          quote: { exact: placed.quoteExact, prefix: placed.quotePrefix, suffix: placed.quoteSuffix },
        }
      : null,
  };
}
