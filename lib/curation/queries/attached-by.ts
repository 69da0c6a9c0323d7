import { and, desc, eq, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { accounts, claims, contributions, revisions } from "@/db/schema";
import type { ClaimLink } from "@/lib/claims/claims";
import type { ContributionKind, Stance, State } from "@/lib/contributions/contributions";
import { hidesText } from "@/lib/contributions/rows";
import type { Ctx } from "@/lib/ctx";
import { authorize, may } from "@/lib/policy/policy";
import { decisionTo } from "../states";

/** What a person attached, as whoever reviews all of it sees it. */
export type Reviewed = {
  id: string;
  kind: ContributionKind;
  stance: Stance;
  state: State;
  version: number;
  createdAt: Date;
  claim: ClaimLink;
  /** The beginning of what it says; null for what was taken down. */
  text: string | null;
  source: string | null;
  may: { reject: boolean; remove: boolean };
};

const pageSize = 50;
const textLength = 280;

/** All that the account with that id attached, the newest first, as far as the viewer curates it. */
export async function attachedBy(
  ctx: Ctx,
  accountId: string,
  after: string | null = null,
): Promise<{ items: Reviewed[]; nextCursor: string | null }> {
  const viewer = authorize(ctx, "queue.read");
  const above = alias(contributions, "above");
  const last = ctx.db
    .select({ rowId: contributions.rowId })
    .from(contributions)
    .where(eq(contributions.id, after ?? ""));
  const rows = await ctx.db
    .select({
      it: contributions,
      answered: { rowId: above.author },
      essay: claims.essay,
      claim: { id: claims.id, slug: claims.slug, statement: claims.statement },
      text: sql<string>`substr(${revisions.text}, 1, ${textLength})`,
      source: sql<string | null>`coalesce(${revisions.sourceUrl}, ${revisions.sourceCitation})`,
    })
    .from(contributions)
    .innerJoin(accounts, and(eq(accounts.rowId, contributions.author), eq(accounts.id, accountId)))
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .innerJoin(
      revisions,
      and(eq(revisions.contribution, contributions.rowId), eq(revisions.number, contributions.revision)),
    )
    .leftJoin(above, eq(above.rowId, contributions.parent))
    .where(
      and(
        viewer.curates === null ? undefined : eq(claims.essay, viewer.curates),
        after === null ? undefined : lt(contributions.rowId, last),
      ),
    )
    .orderBy(desc(contributions.rowId))
    .limit(pageSize + 1);
  const items = rows.slice(0, pageSize).map(({ it, answered, essay, claim, text, source }) => {
    const target = { author: { rowId: it.author }, answered, essay, state: it.state };
    const hidden = hidesText(it.state);
    return {
      ...{ id: it.id, kind: it.kind, stance: it.stance, state: it.state, version: it.version },
      ...{ createdAt: it.createdAt, claim, text: hidden ? null : text, source: hidden ? null : source },
      may: {
        reject: decisionTo(it.state, "rejected") !== undefined && may(ctx, "contribution.decide", target),
        remove: decisionTo(it.state, "removed") !== undefined && may(ctx, "contribution.remove", target),
      },
    };
  });
  return { items, nextCursor: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null };
}
