import { z } from "zod";
import { claimReference, kind, resolvesOn, statement, version } from "@/lib/curation/claim-input";
import { declineReasonCodes, reasonTextLimit } from "@/lib/curation/reasons";
import { optionalText, typedText } from "@/lib/text";
import { proposedPassageLimit } from "./proposals";

/** What stands around a passage may be cut anywhere, in the middle of a letter too. */
const around = z
  .string()
  .max(1000)
  .nullish()
  .transform((text) => text?.toWellFormed() ?? "");

const quote = z.object(
  {
    exact: typedText("The passage", proposedPassageLimit).refine(
      (text) => text !== "",
      "Give the essay's own words, as they stand in its text.",
    ),
    prefix: around,
    suffix: around,
  },
  { error: "Give the passage as an object: exact, prefix, suffix." },
);

/** A form sends an empty field where there is none. */
const supports = z.preprocess((value) => value || null, claimReference.nullable());

export const proposeInput = z.object({
  quote,
  /** Where the passage begins, in UTF-16 code units of the plain text: where it stands in several places. */
  start: z.preprocess(
    (value) => (value === "" || value === null ? undefined : value),
    z.coerce.number().int().min(0).optional(),
  ),
  statement,
  kind,
  resolvesOn: resolvesOn.optional().transform((day) => day ?? null),
  supports: supports.optional().transform((id) => id ?? null),
  /** `similar`: the claims that may say the same were looked at, and none does. */
  despite: z.enum(["similar"]).nullish(),
});

export const decideProposalInput = z.object({
  to: z.enum(["accepted", "merged", "declined"], { error: "Choose what to do with it." }),
  /** The version that was looked at. */
  version,
  /** For `accepted`: what the claim says. What is left out is as it was proposed. */
  statement: statement.optional(),
  kind: kind.optional(),
  resolvesOn: resolvesOn.optional(),
  supports: supports.optional(),
  /** For `merged`: the claim that says it already. */
  into: claimReference.optional(),
  reason: z
    .object({
      code: z
        .enum(declineReasonCodes, { error: "Choose why." })
        .or(z.literal("").transform(() => null))
        .nullish(),
      text: optionalText("The reason", reasonTextLimit),
    })
    .partial()
    .nullish()
    .transform((reason) => ({ code: reason?.code ?? null, text: reason?.text ?? null })),
});
export type DecideProposalInput = z.output<typeof decideProposalInput>;
