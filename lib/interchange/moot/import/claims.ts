import { eq } from "drizzle-orm";
import { claimRevisions, claimSupports, claims, proposals } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { newId } from "@/lib/ids";
import type { Progress } from "../../interchange";
import type { DebatePart } from "../incoming";
import { claimColumns, insertEssay } from "./essay";
import type { Ids } from "./ids";
import type { ImportedPeople } from "./people";
import { at, date, dateOrNull, insertAll, rowIdsOf } from "./rows";

/** Inserts the essay with its sections and claims, all their wordings, and what supports what. */
export async function insertClaims(
  ctx: Ctx,
  document: DebatePart,
  people: ImportedPeople,
  ids: Ids,
  progress: Progress,
) {
  const { createdAt, ...head } = document.essay;
  const essay = await insertEssay(ctx, { ...head, id: ids.essay, createdAt: date(createdAt) }, document.sections);

  progress("claims", 0, document.claims.length);
  let placed = 0;
  let unplaced = 0;
  await insertAll(
    ctx,
    claims,
    document.claims.map((claim) => ({
      id: ids.claims.get(claim.id) ?? newId(),
      essay: essay.rowId,
      section: essay.sections[claim.section] ?? 0,
      position: claim.placed ? ++placed : --unplaced,
      ...claimColumns(claim),
      lock: claim.lock?.kind ?? "open",
      lockReason: claim.lock?.reason ?? null,
      lockedUntil: dateOrNull(claim.lock?.until ?? null),
      version: claim.wordings.at(-1)?.number ?? 1,
      wording: claim.wordings.at(-1)?.reads ?? 1,
      translates: claim.translates,
      createdAt: date(claim.createdAt),
    })),
  );
  const rowIds = await rowIdsOf(ctx, "claims", ids.claims);
  await insertAll(
    ctx,
    claimRevisions,
    document.claims.flatMap((claim) =>
      claim.wordings.map(({ reads, by, at, ...wording }) => ({
        ...wording,
        claim: rowIds.get(claim.id) ?? 0,
        wording: reads,
        by: by === null ? null : people.of(by),
        at: date(at),
      })),
    ),
  );
  await insertAll(
    ctx,
    claimSupports,
    document.claims.flatMap((claim) =>
      claim.supports.map((id) => ({ claim: rowIds.get(claim.id) ?? 0, supports: rowIds.get(id) ?? 0 })),
    ),
  );
  await insertAll(
    ctx,
    proposals,
    document.claims.flatMap((claim) =>
      claim.proposedBy === null
        ? []
        : [
            {
              ...proposalColumns(claim),
              essay: essay.rowId,
              by: people.of(claim.proposedBy),
              claim: rowIds.get(claim.id) ?? 0,
            },
          ],
    ),
  );
  for (const { id, mergedInto, splitFrom } of document.claims) {
    if (mergedInto === null && splitFrom === null) continue;
    await ctx.db
      .update(claims)
      .set({ mergedInto: at(rowIds, mergedInto), splitFrom: at(rowIds, splitFrom) })
      .where(eq(claims.rowId, rowIds.get(id) ?? 0));
  }
  return { essay: essay.rowId, rowIds };
}

/** What was proposed is not in the file; what was made of it, is. */
const proposalColumns = ({ createdAt, statement, kind, resolvesOn, quote }: DebatePart["claims"][number]) => ({
  id: newId(),
  at: date(createdAt),
  ...{ statement, kind, resolvesOn },
  quoteExact: quote.exact,
  quotePrefix: quote.prefix,
  quoteSuffix: quote.suffix,
  state: "accepted" as const,
});
