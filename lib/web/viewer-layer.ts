import { sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/accounts";
import { ownVote, ownVotesIn } from "@/lib/claims/queries";
import { ownContributions } from "@/lib/contributions/list";
import { ownRatings } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import { ownAppeal, reasonChoices, unreadCount, waitingCount } from "@/lib/curation/queries";
import { holdReasons } from "@/lib/curation/reasons";
import { firstEssay } from "@/lib/essays/queries";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import type { OwnAppealState, ViewerLayer } from "@/lib/viewer-layer";
import { votesAskedAgain } from "@/lib/votes/queries";
import { type Tally, tallyOf } from "@/lib/votes/votes";

/**
 * What the page at `path` lacks for its viewer. A page that shows nothing of theirs, or that isn't there, gets who they
 * are and no more.
 */
export async function viewerLayer(ctx: Ctx, path: string): Promise<ViewerLayer> {
  const { viewer } = ctx;
  if (!viewer) return { viewer: null };
  const base = {
    viewer: { id: viewer.id, name: viewer.name, role: viewer.role, banned: banOf(viewer) },
    unread: await unreadCount(ctx),
    waiting: may(ctx, "queue.read") ? await waitingCount(ctx) : null,
    reasons: may(ctx, "queue.read") ? await reasonChoices(ctx) : null,
    ...nothing,
  };
  const [, noun, key] = /^\/(?:(essays|c|e|r)\/([^/?#]+))?(?=[/?#]|$)/.exec(path) ?? [];
  if (noun === "essays" && key !== undefined) return { ...base, votes: await ownVotesIn(ctx, decoded(key)) };
  if (noun !== undefined && key !== undefined) return { ...base, ...(await onClaim(ctx, noun, key)) };
  return path === paths.home ? { ...base, votes: await onHome(ctx) } : base;
}

const banOf = ({ banned, ban }: Viewer) =>
  banned ? { until: ban?.until?.toISOString() ?? null, reason: ban?.reason ?? null } : null;

const nothing = { votes: {}, tally: null, askedAgain: null, ratings: {}, own: [], appeal: null, held: [] };

async function onHome(ctx: Ctx) {
  const { count, slug } = await firstEssay(ctx);
  return count === 1 && slug !== null ? ownVotesIn(ctx, slug) : {};
}

async function onClaim(ctx: Ctx, noun: string, id: string) {
  const claim =
    noun === "c"
      ? await tallied(ctx, sql`c.id = ${id}`)
      : await tallied(
          ctx,
          sql`c.row_id = (
    select claim from contributions where id = ${id})`,
        );
  if (!claim) return nothing;
  const vote = await ownVote(ctx, claim.rowId);
  const own = await ownContributions(ctx, claim.rowId);
  return {
    votes: vote ? { [claim.id]: vote } : {},
    tally: claim.tally,
    askedAgain: (await votesAskedAgain(ctx, [claim.rowId])).get(claim.rowId)?.asked ?? null,
    ratings: await ownRatings(ctx, claim.rowId),
    own: own.map(({ id }) => id),
    appeal: own.some((one) => one.id === id) ? await appealOf(ctx, id) : null,
    held: own.flatMap(({ id, kind, stance, state, code, text }) =>
      state === "held"
        ? [
            {
              id,
              kind,
              stance,
              text: text ?? "",
              reason: holdReasons[code ?? ""] ?? null,
              url: paths.contribution({ kind, id }),
            },
          ]
        : [],
    ),
  };
}

async function appealOf(ctx: Ctx, id: string): Promise<OwnAppealState | null> {
  const { decision, appeal, may, until } = await ownAppeal(ctx, id);
  return decision && { may, until: until?.toISOString() ?? null, state: appeal?.state ?? null };
}

type Tallied = { rowId: number; id: string; tally: Tally };

async function tallied(ctx: Ctx, which: ReturnType<typeof sql>): Promise<Tallied | undefined> {
  const [row] = await ctx.db.all<{ rowId: number; id: string } & Parameters<typeof tallyOf>[0]>(sql`
    select c.row_id as rowId, c.id, c.agree, c.disagree, c.unsure, c.earlier_wording as earlierWording from claims c where ${which}`);
  return row && { rowId: row.rowId, id: row.id, tally: tallyOf(row) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
