import { z } from "@hono/zod-openapi";
import { type AppealItem as AppealItemRead, appealStates } from "@/lib/curation/appeals";
import { ClaimLink, claimLink } from "./claim";
import { Contribution, contributionAlone, Reason } from "./contribution";
import { instant, iso, orNull, type ToAddress } from "./list";
import { Role } from "./role";

export const AppealItem = z
  .object({
    id: z.string(),
    at: instant,
    state: z.enum(appealStates),
    text: z.string(),
    hidden: z.boolean().openapi({ description: "The author's words are kept off the public log." }),
    claim: ClaimLink,
    contribution: Contribution.openapi({ description: "As everybody sees it; without its text where it was removed." }),
    decision: z.object({
      id: z.string(),
      at: instant,
      to: z.string().nullable(),
      reason: orNull(Reason),
      byRole: Role,
    }),
    whyNot: z.string().nullable().openapi({ description: "Why the viewer can't answer it; null where they can." }),
  })
  .openapi("Appeal");

const listed = z.array(
  z.object({
    code: z.string().openapi({ description: "Stable, and never used again for another reason." }),
    label: z.string(),
    retired: z.boolean().openapi({ description: "It names what it was given for, and can't be given any more." }),
  }),
);
export const Reasons = z.object({ reject: listed, remove: listed }).openapi("Reasons");

export const appealItem = (
  { appeal, decision, item, whyNot }: AppealItemRead,
  link: ToAddress,
): z.input<typeof AppealItem> => ({
  id: appeal.id,
  at: iso(appeal.at),
  state: appeal.state,
  text: appeal.text,
  hidden: appeal.hidden,
  claim: claimLink(item.claim, link),
  contribution: contributionAlone(
    { ...item.contribution, claim: item.claim, parent: item.chain.at(-1)?.id ?? null, mergedInto: null },
    link,
  ),
  decision: { ...decision, at: iso(decision.at) },
  whyNot,
});
