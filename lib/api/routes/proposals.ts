import { z } from "@hono/zod-openapi";
import { paths } from "@/lib/paths";
import { decideProposal, propose, withdrawProposal } from "@/lib/proposals/commands";
import { decideProposalInput, proposeInput } from "@/lib/proposals/input";
import { ownProposals, proposalById, waitingProposals } from "@/lib/proposals/queries";
import { type Api, route } from "../route";
import { cursor, listOf } from "../shapes/list";
import { Proposal, proposal } from "../shapes/proposals";

const tag = "Proposed claims";

/** Claims that members would have made of a passage, and what moderators do with them. */
export function proposalRoutes(api: Api): void {
  route(
    api,
    {
      method: "post",
      path: "/essays/{slug}/proposals",
      tag,
      summary: "Propose a claim of a passage",
      description:
        "The passage is found in the essay's text, white space aside; of several places, by what stands around it. Where " +
        "claims may say the same, the refusal (409, `proposal.similar`) holds them: `despite` is sent once they were looked at.",
      body: proposeInput,
      answer: Proposal,
      created: ({ id }) => `${paths.api}/proposals/${id}`,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, input, link }) => {
      const { id } = await propose(ctx, param("slug"), input);
      return proposal(await proposalById(ctx, id), link);
    },
  );
  route(
    api,
    {
      method: "get",
      path: "/proposals",
      tag,
      summary: "What one proposed, or for moderators what waits for them",
      query: z.object({
        of: z
          .enum(["own", "everybody"])
          .default("own")
          .openapi({ description: "`own`: the latest first. `everybody`: what waits, the oldest first." }),
        cursor,
      }),
      answer: listOf(Proposal),
      signedIn: true,
    },
    async ({ ctx, query, link }) => {
      if (query.of === "own") {
        const { items, nextCursor } = await ownProposals(ctx, query.cursor ?? null);
        return { items: items.map((item) => proposal(item, link)), nextCursor };
      }
      const { items, nextCursor } = await waitingProposals(ctx, query.cursor ?? null);
      return { items: items.map((item) => proposal(item, link, item.similar)), nextCursor };
    },
  );
  route(
    api,
    {
      method: "get",
      path: "/proposals/{id}",
      tag,
      summary: "One proposal: one's own, or for moderators anybody's",
      answer: Proposal,
      signedIn: true,
    },
    async ({ ctx, param, link }) => proposal(await proposalById(ctx, param("id")), link),
  );
  route(
    api,
    {
      method: "delete",
      path: "/proposals/{id}",
      tag,
      summary: "Withdraw one's own proposal while it waits",
      answer: Proposal,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, link }) => {
      const { id } = await withdrawProposal(ctx, param("id"));
      return proposal(await proposalById(ctx, id), link);
    },
  );
  route(
    api,
    {
      method: "post",
      path: "/proposals/{id}/decisions",
      tag,
      summary: "Make a claim of it, let another claim stand for it, or decline it",
      description:
        "A moderator's, about somebody else's. Accepted, it may be worded anew; merged, `into` is the claim's id or its " +
        "address; declined, the reason needs a code. The log's undo lets it wait again.",
      body: decideProposalInput,
      answer: Proposal,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, input, link }) => {
      const { id } = await decideProposal(ctx, param("id"), input);
      return proposal(await proposalById(ctx, id), link);
    },
  );
}
