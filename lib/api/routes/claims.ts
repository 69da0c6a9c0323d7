import { z } from "@hono/zod-openapi";
import { claimKinds, claimSorts } from "@/lib/claims/claims";
import { claimById, listClaims } from "@/lib/claims/queries";
import { lockClaim, unlockClaim } from "@/lib/curation/commands";
import { lockInput } from "@/lib/curation/input";
import { castVote, type VoteReceipt, withdrawVote } from "@/lib/votes/commands";
import { voteInput } from "@/lib/votes/input";
import { type Api, route } from "../route";
import { Claim, ClaimInList, claimAlone, claimInList, Tally, Vote } from "../shapes/claim";
import { cursor, instant, isoOrNull, listOf } from "../shapes/list";

const Receipt = z.object({ value: Vote.nullable(), tally: Tally }).openapi("VoteReceipt");

const Lock = z
  .object({
    id: z.string(),
    locked: z.enum(["open", "hold-new", "curators-only"]),
    reason: z.string().nullable(),
    until: instant.nullable(),
  })
  .openapi("Lock");

const voting = { path: "/claims/{id}/vote", tag: "Votes", answer: Receipt, signedIn: true, refuses: [409] } as const;
const again =
  "The same value again says of a vote on an earlier wording that it still stands. 409 where the claim went into another.";
const locking = { path: "/claims/{id}/lock", tag: "Curation", answer: Lock, signedIn: true, refuses: [409] } as const;

export function claimRoutes(api: Api): void {
  route(
    api,
    {
      method: "get",
      path: "/claims",
      tag: "Claims",
      summary: "Claims of one essay or of all",
      query: z.object({
        essay: z.string().max(200).optional().openapi({ description: "An essay's slug." }),
        kind: z.enum(claimKinds, { error: `A kind is one of: ${claimKinds.join(", ")}.` }).optional(),
        q: z.string().max(400, "Look for at most 400 characters.").optional().openapi({
          description: "What the statement contains, as it is written. `/search` finds words.",
        }),
        sort: z.enum(claimSorts, { error: `Sort by one of: ${claimSorts.join(", ")}.` }).default("essay"),
        cursor,
      }),
      answer: listOf(ClaimInList),
    },
    async ({ ctx, query, link }) => {
      const { items, nextCursor } = await listClaims(ctx, { ...query, cursor: query.cursor ?? null, size: 100 });
      return { items: items.map((claim) => claimInList(claim, link)), nextCursor };
    },
  );
  route(
    api,
    { method: "get", path: "/claims/{id}", tag: "Claims", summary: "One claim", answer: Claim },
    async ({ ctx, param, link }) => claimAlone(await claimById(ctx, param("id")), link),
  );
  route(
    api,
    { ...voting, method: "put", summary: "Cast or change one's vote", description: again, body: voteInput },
    async ({ ctx, param, input }) => voteShown(await castVote(ctx, param("id"), input)),
  );
  route(api, { ...voting, method: "delete", summary: "Take one's vote back" }, async ({ ctx, param }) =>
    voteShown(await withdrawVote(ctx, param("id"))),
  );
  route(
    api,
    { ...locking, method: "put", summary: "Lock a claim against new contributions", body: lockInput },
    async ({ ctx, param, input }) => lockShown(await lockClaim(ctx, param("id"), input)),
  );
  route(api, { ...locking, method: "delete", summary: "Open a claim again" }, async ({ ctx, param }) =>
    lockShown(await unlockClaim(ctx, param("id"))),
  );
}

const lockShown = (lock: Awaited<ReturnType<typeof lockClaim>>) => ({ ...lock, until: isoOrNull(lock.until) });

const voteShown = ({ vote, tally }: VoteReceipt) => ({ value: vote, tally });
