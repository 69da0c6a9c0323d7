import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { claims, type contributions } from "@/db/schema";
import type { ClaimLink } from "@/lib/claims/claims";
import type { Ctx } from "@/lib/ctx";
import { paths } from "@/lib/paths";
import type { About, InboxMatter } from "../../inbox";

/** Narrows events to those before a place, or since a time, by their columns; so that each kind goes along its index. */
export type When = (at: SQL, id: SQL) => SQL;

export type Matter = { claim: ClaimLink | null } & InboxMatter;

/** A kind of thing that reaches a person. */
export type Kind = {
  /** Selects `rowId`, `id` and `at` (ms) of what reached `account`, the latest first. */
  events(account: number, when: When): SQL;
  /** What there is to read of each, by row id; one that can't be read any more is left out. */
  read(ctx: Ctx, rowIds: number[]): Promise<Map<number, Matter>>;
};

export const claimLink = { id: claims.id, slug: claims.slug, statement: claims.statement };

type Row = Pick<typeof contributions.$inferSelect, "id" | "kind" | "state">;

/** By what somebody knows what they wrote: its source's title, or how it begins. `row` is the contribution's table or alias. */
export const saying = (row: { rowId: SQLWrapper; revision: SQLWrapper }) => sql<string | null>`(
  select coalesce(r.source_title, substr(r.text, 1, 100)) from revisions r
  where r.contribution = ${row.rowId} and r.number = ${row.revision})`;

/** What the reader attached themself. */
export const ownAbout = ({ id, kind, state }: Row, says: string | null): About => ({
  says,
  id,
  kind,
  state,
  url: state === "held" ? paths.edit({ id, kind }) : paths.contribution({ id, kind }),
});

/** What somebody else attached. */
export const about = ({ id, kind, state }: Row): About => ({
  id,
  kind,
  state,
  url: paths.contribution({ id, kind }),
  says: null,
});
