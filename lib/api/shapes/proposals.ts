import { z } from "@hono/zod-openapi";
import { claimKinds } from "@/lib/claims/claims";
import { paths } from "@/lib/paths";
import { type Proposal as ProposalRead, proposalStates, type Similar } from "@/lib/proposals/proposals";
import { ClaimLink, claimLink } from "./claim";
import { Reason } from "./contribution";
import { address, instant, iso, orNull, type ToAddress } from "./list";

const SimilarClaim = z
  .object({ ...ClaimLink.shape, quote: z.string(), because: z.enum(["words", "passage"]) })
  .openapi("SimilarClaim", { description: "A claim that may say the same, and what it has in common." });

export const Proposal = z
  .object({
    id: z.string(),
    createdAt: instant,
    version: z.int(),
    state: z.enum(proposalStates),
    statement: z.string(),
    kind: z.enum(claimKinds),
    resolvesOn: z.iso.date().nullable(),
    quote: z.object({ exact: z.string(), prefix: z.string(), suffix: z.string() }),
    essay: z.object({ slug: z.string(), title: z.string(), url: address }),
    supports: orNull(ClaimLink).openapi({ description: "The claim that it would support." }),
    claim: orNull(ClaimLink).openapi({ description: "The claim that was made of it, or that says it already." }),
    by: z.string().nullable().openapi({ description: "Null for a former member." }),
    reason: orNull(Reason).openapi({ description: "Why it was decided so." }),
    similar: z.array(SimilarClaim).optional().openapi({ description: "For moderators, while it waits." }),
  })
  .openapi("Proposal");

export const proposal = (
  { at, essay, supports, claim, id, version, state, statement, kind, resolvesOn, quote, by, reason }: ProposalRead,
  link: ToAddress,
  similar?: Similar[],
): z.input<typeof Proposal> => ({
  ...{ id, version, state, statement, kind, resolvesOn, quote, by, reason },
  createdAt: iso(at),
  essay: { ...essay, url: link(paths.essay(essay.slug)) },
  supports: supports && claimLink(supports, link),
  claim: claim && claimLink(claim, link),
  ...(similar && {
    similar: similar.map(({ quote, because, ...claim }) => ({ ...claimLink(claim, link), quote, because })),
  }),
});
