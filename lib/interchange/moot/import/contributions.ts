import { sql } from "drizzle-orm";
import { contributions, revisions } from "@/db/schema";
import { shownSince } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import { textHash } from "@/lib/curation/holding/text-hash";
import { newId } from "@/lib/ids";
import { domainOf, sourceKey } from "@/lib/links/links";
import type { Progress } from "../../interchange";
import type { ContributionPart } from "../format";
import type { DebatePart } from "../incoming";
import type { Ids } from "./ids";
import type { ImportedPeople } from "./people";
import { placesOf } from "./places";
import { date, dateOrNull, insertAll, type RowIds, rowIdsOf } from "./rows";
import type { Texts } from "./texts";

export async function insertContributions(
  ctx: Ctx,
  { contributions: all }: DebatePart,
  texts: Texts,
  people: ImportedPeople,
  ids: Ids,
  claimRows: RowIds,
  progress: Progress,
): Promise<RowIds> {
  progress("contributions", 0, all.length);
  const places = placesOf(all);
  await insertAll(
    ctx,
    contributions,
    all.map((it) => {
      const url = it.revisions.at(-1)?.source?.url ?? null;
      return {
        id: ids.contributions.get(it.id) ?? newId(),
        claim: claimRows.get(it.claim) ?? 0,
        kind: it.kind,
        stance: it.stance,
        author: people.of(it.author),
        state: it.state,
        stateReasonCode: it.reason?.code ?? null,
        stateReasonText: it.reason?.text ?? null,
        sourceKey: url === null ? null : sourceKey(url),
        sourceDomain: url === null ? null : domainOf(url),
        pinnedAt: dateOrNull(it.pinnedAt),
        quoteCheck: it.quoteCheck,
        archiveUrl: it.archiveUrl,
        deadSince: dateOrNull(it.deadSince),
        sourceChangedAt: dateOrNull(it.sourceChangedAt),
        revision: it.revisions.at(-1)?.number ?? 1,
        version: it.version,
        createdAt: date(it.createdAt),
        editedAt: dateOrNull(it.editedAt),
        shownAt: shownSince(it.state, null, date(it.createdAt)),
        textHash: textHash(texts.get(`${it.id} ${it.revisions.at(-1)?.number}`)?.text ?? ""),
        ...(places.get(it.id) ?? { depth: 0, answers: 0, listed: false }),
      };
    }),
  );
  const rowIds = await rowIdsOf(ctx, "contributions", ids.contributions);
  await linkUp(ctx, "parent", all, (it) => it.parent, rowIds);
  await linkUp(ctx, "merged_into", all, (it) => it.mergedInto, rowIds);
  progress("contributions", all.length, all.length);
  await insertAll(
    ctx,
    revisions,
    all.flatMap((it) =>
      (it.revisions.length > 0 ? it.revisions : [{ number: 1, by: it.author, at: it.createdAt, source: null }]).map(
        ({ number, by, at, source }) => ({
          contribution: rowIds.get(it.id) ?? 0,
          number,
          by: people.of(by),
          at: date(at),
          ...(texts.get(`${it.id} ${number}`) ?? wordless),
          sourceUrl: source?.url ?? null,
          sourceCitation: source?.citation ?? null,
          sourceTitle: source?.title ?? null,
          sourceAuthor: source?.author ?? null,
          sourcePublisher: source?.publisher ?? null,
          sourceDate: source?.date ?? null,
          sourceType: source?.type ?? null,
          sourceExcerpt: source?.excerpt ?? null,
        }),
      ),
    ),
  );
  return rowIds;
}

/** What stands in place of a text that whoever exported it could not see. */
const wordless = { body: { type: "doc", content: [] }, text: "" };

/** Fills in a reference among contributions once all of them are there: it may lead forwards. */
async function linkUp(
  ctx: Ctx,
  column: "parent" | "merged_into",
  all: ContributionPart[],
  to: (it: ContributionPart) => string | null,
  rowIds: RowIds,
) {
  const pairs = all.filter((it) => to(it) !== null).map((it) => [rowIds.get(it.id), rowIds.get(to(it) ?? "")]);
  await ctx.db.run(sql`
    update contributions set ${sql.identifier(column)} = pair.value ->> 1
    from json_each(${JSON.stringify(pairs)}) pair where contributions.row_id = pair.value ->> 0`);
}
