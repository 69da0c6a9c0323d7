import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { type Given, kept } from "@/db/kept";
import { claimSupports, claims, essays, sections } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import type { Claim, ClaimLink } from "./claims";

/** Bound of what one claim is told to have taken in, or to have given off. */
const atMost = 100;

const below = alias(claims, "below");
const above = alias(claims, "above");
const linkTo = { id: claims.id, slug: claims.slug, statement: claims.statement };

/** How a claim hangs together with others: by the essay's reasoning, and by what moderators merged and split. */
export async function relationsOf(
  ctx: Ctx,
  claim: typeof claims.$inferSelect,
): Promise<Pick<Claim, "supports" | "supportedBy" | "mergedInto" | "alsoStated" | "splitFrom" | "splitInto">> {
  const [mergedInto = null] = claim.mergedInto === null ? [] : await standingAt(ctx.db, { rowId: claim.mergedInto });
  const [splitFrom = null] = claim.splitFrom === null ? [] : await standingAt(ctx.db, { rowId: claim.splitFrom });
  return {
    ...(await reasoningAround(ctx, claim.rowId)),
    mergedInto,
    alsoStated: await alsoStated(ctx.db, { rowId: claim.rowId }),
    splitFrom: splitFrom?.id === claim.id ? null : splitFrom,
    splitInto: await splitInto(ctx.db, { rowId: claim.rowId }),
  };
}

type Of = Given<{ rowId: number }>;

const splitInto = kept((db, { rowId }: Of) =>
  db
    .select(linkTo)
    .from(claims)
    .where(and(eq(claims.splitFrom, rowId), isNull(claims.mergedInto)))
    .orderBy(asc(claims.essay), asc(claims.position))
    .limit(atMost),
);

/** The claim of that row, or the one it went into. */
const standingAt = kept((db, { rowId }: Of) =>
  db
    .select(linkTo)
    .from(claims)
    .where(eq(claims.rowId, sql`(select coalesce(merged_into, row_id) from ${claims} at where at.row_id = ${rowId})`)),
);

/** What the essay reasons from and to a claim, and from and to those that went into it; each by what it went into. */
const reasoningAround = async (ctx: Ctx, rowId: number): Promise<Pick<Claim, "supports" | "supportedBy">> => ({
  supports: await supportedBy(ctx.db, { rowId }),
  supportedBy: await supporting(ctx.db, { rowId }),
});

const itself = (one: typeof below | typeof above, rowId: Of["rowId"]) =>
  or(eq(one.rowId, rowId), eq(one.mergedInto, rowId));
const other = (one: typeof below | typeof above, rowId: Of["rowId"]) =>
  and(sql`${claims.rowId} = coalesce(${one.mergedInto}, ${one.rowId})`, sql`${claims.rowId} <> ${rowId}`);

const supportedBy = kept((db, { rowId }: Of) =>
  db
    .selectDistinct(linkTo)
    .from(below)
    .innerJoin(claimSupports, eq(claimSupports.claim, below.rowId))
    .innerJoin(above, eq(above.rowId, claimSupports.supports))
    .innerJoin(claims, other(above, rowId))
    .where(itself(below, rowId))
    .orderBy(asc(claims.essay), asc(claims.position)),
);
const supporting = kept((db, { rowId }: Of) =>
  db
    .selectDistinct(linkTo)
    .from(above)
    .innerJoin(claimSupports, eq(claimSupports.supports, above.rowId))
    .innerJoin(below, eq(below.rowId, claimSupports.claim))
    .innerJoin(claims, other(below, rowId))
    .where(itself(above, rowId))
    .orderBy(asc(claims.essay), asc(claims.position)),
);

/** What the essay rests each of these claims on. */
export async function supportersOf(ctx: Ctx, rowIds: number[]): Promise<Map<number, ClaimLink[]>> {
  const these = sql`(select value from json_each(${JSON.stringify(rowIds)}))`;
  const found = await ctx.db
    .selectDistinct({ of: sql<number>`coalesce(${above.mergedInto}, ${above.rowId})`.as("supported"), ...linkTo })
    .from(above)
    .innerJoin(claimSupports, eq(claimSupports.supports, above.rowId))
    .innerJoin(below, eq(below.rowId, claimSupports.claim))
    .innerJoin(claims, sql`${claims.rowId} = coalesce(${below.mergedInto}, ${below.rowId})`)
    .where(
      and(
        sql`(${above.rowId} in ${these} or ${above.mergedInto} in ${these})`,
        sql`${claims.rowId} <> coalesce(${above.mergedInto}, ${above.rowId})`,
      ),
    )
    .orderBy(asc(claims.essay), asc(claims.position));
  const byClaim = new Map<number, ClaimLink[]>();
  for (const { of, ...link } of found) byClaim.set(of, [...(byClaim.get(of) ?? []), link]);
  return byClaim;
}

const alsoStated = kept((db, { rowId }: Of) =>
  db
    .select({
      id: claims.id,
      statement: claims.statement,
      quote: { exact: claims.quoteExact },
      essay: { slug: essays.slug, title: essays.title },
      section: { position: sections.position, title: sections.title },
    })
    .from(claims)
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    .innerJoin(sections, eq(sections.rowId, claims.section))
    // A claim whose split was undone leads here too, but the essay does not have it beside this one.
    .where(and(eq(claims.mergedInto, rowId), gt(claims.position, 0)))
    .orderBy(asc(claims.essay), asc(claims.position))
    .limit(atMost),
);
