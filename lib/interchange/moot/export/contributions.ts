import { sql } from "drizzle-orm";
import { hidesText } from "@/lib/contributions/rows";
import { type SourceColumns, sourceOf } from "../../source-columns";
import type { ContributionPart } from "../format";
import { batch, type Exported } from "./exported";
import { namesOf } from "./names";
import { iso, isoOf } from "./times";

/** The contributions, in the order in which they were attached, with the texts that the reader may see. */
export async function* contributionParts(exported: Exported): AsyncGenerator<ContributionPart[]> {
  const { ctx, found, view, keys } = exported;
  const [newest] = await ctx.db.all<{ at: number }>(sql`select coalesce(max(row_id), 0) as at from contributions`);
  for (let last = 0; ; ) {
    const rows = await ctx.db.all<ContributionRow>(sql`
      select c.row_id, c.id, k.id as claim, c.kind, c.stance, c.author, c.state, c.state_reason_code, c.state_reason_text,
        c.pinned_at, c.quote_check, c.archive_url, c.dead_since, c.source_changed_at, c.created_at, c.edited_at, c.version,
        (select p.id from contributions p where p.row_id = c.parent) as parent,
        (select m.id from contributions m join claims k on k.row_id = m.claim
          where m.row_id = c.merged_into and (${view === "full" ? 1 : 0} or m.state <> 'held') and ${found.ofClaim}) as merged
      from ${found.placed}
      where c.row_id > ${last} and c.row_id <= ${newest?.at ?? 0} and ${found.ofClaim} and ${found.visible}
      order by c.row_id limit ${batch}`);
    const end = rows.at(-1);
    if (!end) return;
    last = end.row_id;
    const texts = await ctx.db.all<RevisionRow>(sql`
      select * from revisions where contribution in (select value from json_each(${JSON.stringify(rows.map((row) => row.row_id))}))
      order by contribution, number`);
    const names = await namesOf(ctx, [...rows.map((row) => row.author), ...texts.map((text) => text.by)]);
    const person = (rowId: number) => keys.person(rowId, names.get(rowId) ?? null);
    yield rows.map((row) => {
      exported.contributions.set(row.row_id, 1);
      const hidden = view === "public" && (hidesText(row.state) || row.state === "held");
      const reason = { code: row.state_reason_code, text: row.state_reason_text };
      return {
        id: row.id,
        claim: row.claim,
        parent: row.parent,
        kind: row.kind,
        stance: row.stance,
        author: person(row.author),
        state: row.state,
        reason: reason.code === null && reason.text === null ? null : reason,
        mergedInto: row.merged,
        pinnedAt: isoOf(row.pinned_at),
        quoteCheck: row.quote_check,
        archiveUrl: hidden ? null : row.archive_url,
        deadSince: hidden ? null : isoOf(row.dead_since),
        sourceChangedAt: hidden ? null : isoOf(row.source_changed_at),
        createdAt: iso(new Date(row.created_at)),
        editedAt: isoOf(row.edited_at),
        version: row.version,
        revisions: hidden
          ? []
          : texts
              // One without words stands where an import knew none.
              .filter((text) => text.contribution === row.row_id && text.text !== "")
              .map((text) => ({
                number: text.number,
                by: person(text.by),
                at: iso(new Date(text.at)),
                body: JSON.parse(text.body),
                source: row.kind === "evidence" ? sourceOf(text) : null,
              })),
      };
    });
  }
}

type ContributionRow = {
  row_id: number;
  id: string;
  claim: string;
  parent: string | null;
  merged: string | null;
  author: number;
  state_reason_code: string | null;
  state_reason_text: string | null;
  pinned_at: number | null;
  quote_check: ContributionPart["quoteCheck"];
  archive_url: string | null;
  dead_since: number | null;
  source_changed_at: number | null;
  created_at: number;
  edited_at: number | null;
} & Pick<ContributionPart, "kind" | "stance" | "state" | "version">;

type RevisionRow = {
  contribution: number;
  number: number;
  by: number;
  at: number;
  body: string;
  text: string;
} & SourceColumns;
