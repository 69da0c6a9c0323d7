import { z } from "@hono/zod-openapi";
import { claimById, claimRevisionsOf } from "@/lib/claims/queries";
import {
  editClaimInput,
  mergeClaimInput,
  moveClaimInput,
  resolveClaimInput,
  splitClaimInput,
} from "@/lib/curation/claim-input";
import { editClaim, mergeClaims, moveClaim, resolveClaim, splitClaim } from "@/lib/curation/commands";
import { type Api, route } from "../route";
import { Claim, ClaimLink, ClaimRevision, claimAlone, claimLink, claimRevision } from "../shapes/claim";

const tag = "Curation";

const Merged = z.object({ id: z.string(), into: ClaimLink }).openapi("MergedClaim");

/** What moderators do to claims, and how curators resolve them; a lock stands with the claims' own routes. */
export function claimCurationRoutes(api: Api): void {
  route(
    api,
    {
      method: "get",
      path: "/claims/{id}/revisions",
      tag: "Claims",
      summary: "Every wording a claim has had, the newest first",
      answer: z.object({ items: z.array(ClaimRevision) }),
    },
    async ({ ctx, param, link }) => {
      const claim = await claimById(ctx, param("id"));
      const revisions = await claimRevisionsOf(ctx, claim.id);
      return { items: revisions.map((one) => claimRevision(one, claim, link)) };
    },
  );
  route(
    api,
    {
      method: "patch",
      path: "/claims/{id}",
      tag,
      summary: "Word a claim anew",
      description:
        "A moderator's. What is left out stays as it is. Send the version that you looked at: where it is stale, the " +
        "refusal holds the newer wording. The old one stays at its own address, and whoever voted on it is asked again.",
      body: editClaimInput,
      answer: Claim,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, input, link }) => {
      const { id } = await editClaim(ctx, param("id"), input);
      return claimAlone(await claimById(ctx, id), link);
    },
  );
  route(
    api,
    {
      method: "post",
      path: "/claims/{id}/merge",
      tag,
      summary: "Let a claim go into another one",
      description:
        "A moderator's. Its address leads to the other, what is attached to it moves there, and its votes are carried " +
        "over, one a person. `into` is the other's id or its address.",
      body: mergeClaimInput,
      answer: Merged,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, input, link }) => {
      const { id, into } = await mergeClaims(ctx, param("id"), input);
      return { id, into: claimLink(into, link) };
    },
  );
  route(
    api,
    {
      method: "post",
      path: "/claims/{id}/move",
      tag,
      summary: "Move a claim to another essay",
      description:
        "A moderator's. It becomes the last claim of a section there; where none is named, it comes where its passage stands " +
        "in the text, or at the end. Its address, its votes and all that is attached to it go along.",
      body: moveClaimInput,
      answer: Claim,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, input, link }) => {
      const { id } = await moveClaim(ctx, param("id"), input);
      return claimAlone(await claimById(ctx, id), link);
    },
  );
  route(
    api,
    {
      method: "post",
      path: "/claims/{id}/split",
      tag,
      summary: "Let a part of a claim stand by itself",
      description:
        "A moderator's. The new claim stands right after the old one, with those `contributions` that answer the claim " +
        "itself and whatever answers them. Votes stay with the old one, which `rest` may word anew.",
      body: splitClaimInput,
      answer: Claim,
      created: (claim) => claim.url,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, input, link }) => {
      const { id } = await splitClaim(ctx, param("id"), input);
      return claimAlone(await claimById(ctx, id), link);
    },
  );
  route(
    api,
    {
      method: "post",
      path: "/claims/{id}/resolution",
      tag,
      summary: "Say what a claim was found to be, and why",
      description:
        "A curator's who has taken no side on it. A claim of fact or cause or a prediction can be resolved. It takes " +
        "the place of the resolution named by `replaces`; where another one stands, the refusal names that. An undo " +
        "of its row on the log takes it back.",
      body: resolveClaimInput,
      answer: Claim,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, input, link }) => {
      const { id } = await resolveClaim(ctx, param("id"), input);
      return claimAlone(await claimById(ctx, id), link);
    },
  );
}
