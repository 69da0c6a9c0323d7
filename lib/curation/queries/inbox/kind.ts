import type { SQL } from "drizzle-orm";
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

/** What the reader attached themself. */
export const ownAbout = ({ id, kind, state }: Row): About => ({
  id,
  kind,
  state,
  url: state === "held" ? paths.edit({ id, kind }) : paths.contribution({ id, kind }),
});

/** What somebody else attached. */
export const about = ({ id, kind, state }: Row): About => ({ id, kind, state, url: paths.contribution({ id, kind }) });
