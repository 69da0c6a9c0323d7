import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { claimRevisions, claims, essays } from "@/db/schema";
import type { Wording } from "@/lib/claims/claims";
import { wentInto } from "@/lib/claims/queries";
import type { Ctx } from "@/lib/ctx";
import { invalid, Refusal } from "@/lib/errors";
import { slugify } from "@/lib/paths";
import { indexClaim } from "@/lib/search/indexing";
import { recountTally } from "@/lib/votes/recount";

export type ClaimRow = typeof claims.$inferSelect;

/** Refuses to change a claim that went into another one, or that reads differently from what was looked at. */
export async function refuseUnlessSeen(ctx: Ctx, claim: ClaimRow, version: number): Promise<void> {
  if (claim.mergedInto !== null) throw await wentInto(ctx, claim.mergedInto);
  if (claim.version === version) return;
  throw new Refusal(
    409,
    "claim.stale",
    `“${claim.statement}” is how it reads now: somebody reworded it meanwhile. Look at it, then send this again.`,
    { details: { claim: claim.id, version: claim.version, ...wordingOf(claim) } },
  );
}

export const wordingOf = ({ statement, kind, resolvesOn }: Wording): Wording => ({ statement, kind, resolvesOn });

export const sameWording = (one: Wording, other: Wording): boolean =>
  one.statement === other.statement && one.kind === other.kind && one.resolvesOn === other.resolvesOn;

/** A wording with some of it changed. A claim that becomes something else than a prediction has no day any more. */
export function changedWording(now: Wording, wish: { [Part in keyof Wording]?: Wording[Part] | undefined }): Wording {
  const kind = wish.kind ?? now.kind;
  const kept = kind === now.kind || kind === "prediction" ? now.resolvesOn : null;
  // A form sends the day that stood there along with the new kind.
  const resolvesOn = wish.resolvesOn === undefined || wish.resolvesOn === now.resolvesOn ? kept : wish.resolvesOn;
  const wording = { statement: wish.statement ?? now.statement, kind, resolvesOn };
  if (resolvesOn !== null && resolvesOn !== now.resolvesOn) refuseDayUnlessPrediction(wording);
  return wording;
}

export function refuseDayUnlessPrediction({ kind, resolvesOn }: Wording): void {
  if (resolvesOn !== null && kind !== "prediction") {
    throw invalid({ resolvesOn: "Only a prediction resolves on a day. Leave the day empty, or make it a prediction." });
  }
}

/**
 * Gives a claim another wording, as a revision of its own, and brings up to date what follows from it: its slug, search,
 * and which votes are on this wording. One that it had before counts as that one: whoever voted on it need not be asked.
 */
export async function setWording(
  ctx: Ctx,
  claim: ClaimRow,
  wording: Wording,
  by: { rowId: number },
  slug = slugify(wording.statement),
): Promise<ClaimRow> {
  const number = claim.version + 1;
  const [before] = await ctx.db
    .select()
    .from(claimRevisions)
    .where(
      and(
        eq(claimRevisions.claim, claim.rowId),
        eq(claimRevisions.statement, wording.statement),
        eq(claimRevisions.kind, wording.kind),
        sql`${claimRevisions.resolvesOn} is ${wording.resolvesOn}`,
      ),
    )
    .orderBy(asc(claimRevisions.number))
    .limit(1);
  const same = before?.wording ?? number;
  await ctx.db
    .insert(claimRevisions)
    .values({ claim: claim.rowId, number, by: by.rowId, at: ctx.now, ...wording, wording: same });
  const changed = {
    ...wording,
    version: number,
    wording: same,
    slug: await freeSlug(ctx, claim.essay, slug, claim.rowId),
  };
  await ctx.db.update(claims).set(changed).where(eq(claims.rowId, claim.rowId));
  await recountTally(ctx.db, claim.rowId);
  await indexClaim(ctx.db, claim.rowId);
  await touchClaims(ctx, [claim.rowId]);
  return { ...claim, ...changed };
}

/** The slug, or with a number after it where another claim of the essay has it: the essay's page is linked into by it. */
export async function freeSlug(ctx: Ctx, essay: number, slug: string, except = 0): Promise<string> {
  for (let number = 1; ; number += 1) {
    const wanted = number === 1 ? slug : `${slug}-${number}`;
    const [taken] = await ctx.db
      .select({ rowId: claims.rowId })
      .from(claims)
      .where(and(eq(claims.essay, essay), eq(claims.slug, wanted), ne(claims.rowId, except)))
      .limit(1);
    if (!taken) return wanted;
  }
}

/** Marks the pages of these claims as changed, of their essays, and of the claims that the essay ties them to. */
export async function touchClaims(ctx: Ctx, rowIds: number[]): Promise<void> {
  const rows = await ctx.db
    .select({ id: claims.id, essay: essays.id })
    .from(claims)
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    .where(inArray(claims.rowId, rowIds));
  for (const { id, essay } of rows) ctx.touched.add(`claim:${id}`).add(`essay:${essay}`);
  const these = sql`(select value from json_each(${JSON.stringify(rowIds)}))`;
  const tied = await ctx.db.all<{ id: string }>(sql`
    select id from claims where row_id in (
      select supports from claim_supports where claim in ${these}
      union select claim from claim_supports where supports in ${these}
      union select split_from from claims where row_id in ${these}
      union select row_id from claims where split_from in ${these})`);
  for (const { id } of tied) ctx.touched.add(`claim:${id}`);
  ctx.touched.add("essays");
}

/** The refusal to undo what something newer stands on. */
export const builtUpon = (what: string) =>
  new Refusal(409, "decision.built_upon", `This can't be undone as it is: ${what} Undo that first.`);
