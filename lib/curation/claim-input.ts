import { z } from "zod";
import { claimKinds, resolutionOutcomes, resolutionReasonsLimit, statementLimit } from "@/lib/claims/claims";
import { typedText } from "@/lib/text";
import { reasonTextLimit } from "./reasons";

/** A statement is one line: whatever breaks it is a space. */
export const statement = typedText("The statement", statementLimit)
  .transform((text) => text.replace(/\s+/g, " "))
  .refine((text) => text !== "", "Write the proposition, as a sentence that stands alone.");

export const kind = z.enum(claimKinds, { error: "Choose what kind of claim it is." });

/** A form sends an empty field where there is no day. */
export const resolvesOn = z
  .string()
  .trim()
  .nullable()
  .transform((day) => day || null)
  .refine((day) => day === null || z.iso.date().safeParse(day).success, "Give the day as 2026-12-31.");

/** Of a new claim: none, where it is left out. */
export const newResolvesOn = resolvesOn.optional().transform((day) => day ?? null);

/** Readers of the claim, and those who voted on it, are told. */
const reason = typedText("The reason", reasonTextLimit).refine(
  (text) => text !== "",
  "Say why, for those who read the claim and voted on it.",
);

/** The number of the wording that was looked at. */
export const version = z.coerce.number({ error: "Say which version of the claim you looked at." }).int().min(1);

/** What is left out stays as it is. */
const wording = { statement: statement.optional(), kind: kind.optional(), resolvesOn: resolvesOn.optional() };

export const editClaimInput = z.object({ ...wording, version, reason });

/** An id, or any address of the claim: `/c/<id>/…` on whatever host. */
export const claimReference = z
  .string({ error: "Say which claim it goes into." })
  .trim()
  .max(2000, "Give the claim's address or its id.")
  .transform((text) => /(?:^|\/)c\/([a-z0-9]{1,40})(?:[/?#]|$)/.exec(text)?.[1] ?? text)
  .refine((id) => /^[a-z0-9]{1,40}$/.test(id), "Give the claim's address or its id.");

export const moveClaimInput = z.object({
  essay: z.string({ error: "Say which essay it moves to." }).trim().min(1, "Say which essay it moves to.").max(200),
  /** The place of its section there, 1 for the first. Left out: where its passage stands in the text, or at the end. */
  section: z.coerce.number({ error: "Choose one of its sections." }).int().min(1).optional(),
  version,
  reason,
});

export const mergeClaimInput = z.object({
  into: claimReference,
  version,
  /** Of the claim it goes into. */
  intoVersion: version.optional(),
  reason,
});

/** How many contributions can be chosen by hand. What answers them goes along. */
export const chosenAtMost = 500;

export const splitClaimInput = z.object({
  version,
  statement,
  kind,
  resolvesOn: newResolvesOn,
  /** The part of the essay's words that says it; left out, the passage of the claim it is split from. */
  quote: typedText("The passage", 2000)
    .nullish()
    .transform((text) => text || null),
  contributions: z
    .array(z.string().max(40))
    .max(chosenAtMost, `Choose at most ${chosenAtMost} contributions.`)
    .optional()
    .default([]),
  /** The claim's own new wording, now that a part of it stands by itself. */
  rest: z.object(wording).optional(),
  reason,
});

/** How many contributions a resolution can be said to rest on. */
const groundsAtMost = 50;

export const resolveClaimInput = z.object({
  version,
  outcome: z.enum(resolutionOutcomes, { error: `Choose an outcome: ${resolutionOutcomes.join(", ")}.` }),
  reasons: typedText("The reasons", resolutionReasonsLimit).refine(
    (text) => text !== "",
    "Give the reasons: what you looked at, and how the outcome follows from it.",
  ),
  /** The ids of the contributions that it rests on. */
  contributions: z
    .array(z.string().max(40))
    .max(groundsAtMost, `Name at most ${groundsAtMost} contributions.`)
    .optional()
    .default([]),
  /** The id, on the log, of the resolution that it takes the place of: left out where the claim is not resolved yet. */
  replaces: z
    .string()
    .max(40)
    .nullish()
    .transform((id) => id || null),
});
