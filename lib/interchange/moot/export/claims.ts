import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { claimRevisions, claims, proposals } from "@/db/schema";
import type { ClaimPart } from "../format";
import { batch, type Exported } from "./exported";
import { namesOf } from "./names";
import { resolutionParts } from "./resolutions";
import { passagesOf } from "./texts";
import { iso, isoOrNull } from "./times";

/** The claims, in reading order, with all their wordings. */
export async function* claimParts(exported: Exported): AsyncGenerator<ClaimPart[]> {
  const { ctx, found, keys } = exported;
  const sectionAt = new Map(found.sections.map((section, i) => [section.rowId, i]));
  for (let i = 0; i < found.claims.length; i += batch) {
    const some = found.claims.slice(i, i + batch);
    const inSome = sql`(select value from json_each(${JSON.stringify(some)}))`;
    const rows = await ctx.db.select().from(claims).where(inArray(claims.rowId, some));
    const byRowId = new Map(rows.map((row) => [row.rowId, row]));
    const wordings = await ctx.db
      .select()
      .from(claimRevisions)
      .where(inArray(claimRevisions.claim, some))
      .orderBy(asc(claimRevisions.claim), asc(claimRevisions.number));
    const proposed = await ctx.db
      .select({ claim: proposals.claim, by: proposals.by })
      .from(proposals)
      .where(and(inArray(proposals.claim, some), eq(proposals.state, "accepted")));
    const proposerOf = new Map(proposed.map(({ claim, by }) => [claim, by]));
    const names = await namesOf(
      ctx,
      [...wordings, ...proposed].map(({ by }) => by),
    );
    const person = (rowId: number | null | undefined) => (rowId ? keys.person(rowId, names.get(rowId) ?? null) : null);
    const supports = await ctx.db.all<{ claim: number; id: string }>(sql`
      select s.claim, k.id from claim_supports s join claims k on k.row_id = s.supports
      where s.claim in ${inSome} and ${found.ofClaim} order by s.claim, k.position < 0, abs(k.position)`);
    const others = await ctx.db.all<{ claim: number; merged: string | null; split: string | null }>(sql`
      select it.row_id as claim,
        (select k.id from claims k where k.row_id = it.merged_into and ${found.ofClaim}) as merged,
        (select k.id from claims k where k.row_id = it.split_from and ${found.ofClaim}) as split
      from claims it where it.row_id in ${inSome} and (it.merged_into is not null or it.split_from is not null)`);
    const resolved = await resolutionParts(ctx, found, inSome);
    const placed = await passagesOf(exported, some);
    yield some.flatMap((rowId): ClaimPart[] => {
      const claim = byRowId.get(rowId);
      const other = others.find((one) => one.claim === rowId);
      if (!claim) return [];
      return [
        {
          id: claim.id,
          slug: claim.slug,
          section: sectionAt.get(claim.section) ?? 0,
          placed: claim.position >= 0,
          kind: claim.kind,
          statement: claim.statement,
          quote: { exact: claim.quoteExact, prefix: claim.quotePrefix, suffix: claim.quoteSuffix },
          resolvesOn: claim.resolvesOn,
          supports: supports.filter((one) => one.claim === rowId).map((one) => one.id),
          lock:
            claim.lock === "open"
              ? null
              : { kind: claim.lock, reason: claim.lockReason, until: isoOrNull(claim.lockedUntil) },
          passage: placed.get(rowId) ?? null,
          mergedInto: other?.merged ?? null,
          splitFrom: other?.split ?? null,
          translates: claim.translates,
          createdAt: iso(claim.createdAt),
          proposedBy: person(proposerOf.get(rowId)),
          wordings: wordings
            .filter((wording) => wording.claim === rowId)
            .map((wording) => ({
              number: wording.number,
              by: person(wording.by),
              at: iso(wording.at),
              statement: wording.statement,
              kind: wording.kind,
              resolvesOn: wording.resolvesOn,
              reads: wording.wording,
            })),
          resolutions: resolved.filter((one) => one.claim === rowId).map(({ claim: _, ...part }) => part),
          tally: {
            ...{ agree: claim.agree, disagree: claim.disagree, unsure: claim.unsure },
            total: claim.agree + claim.disagree + claim.unsure,
          },
        },
      ];
    });
  }
}
