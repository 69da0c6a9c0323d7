import { z } from "zod";
import { decisionActions, roles } from "@/db/words";
import { limits } from "@/lib/contributions/contributions";
import { webAddress } from "@/lib/links/links";
import { contributionIdIn } from "@/lib/paths";
import { optionalText, typedText } from "@/lib/text";
import { appealTextLimit } from "./appeals";
import { grades } from "./grades";
import { flagReasons, reasonTextLimit } from "./reasons";

const text = typedText("The reason", reasonTextLimit)
  .nullish()
  .transform((text) => text || null);

/** Left out or empty counts as none: a form's select sends an empty string. */
const code = z
  .string()
  .max(40)
  .nullish()
  .transform((code) => code || null);

const reason = z
  .object({ code, text })
  .partial()
  .nullish()
  .transform((reason) => ({ code: reason?.code ?? null, text: reason?.text ?? null }));

export const decideInput = z.object({
  to: z.enum(["unreviewed", "accepted", "needs-source", "rejected", "merged", "removed", "undo"], {
    error: "Choose what to decide.",
  }),
  /** The version that was on the desk. */
  version: z.coerce.number({ error: "Say which version you decide about." }).int().min(1),
  reason,
  /** For `merged`: the id, or the address, of the contribution that it duplicates. */
  mergedInto: z
    .string()
    .trim()
    .max(2048)
    .nullish()
    .transform((text) => (text ? contributionIdIn(text) : null)),
});
export type DecideInput = z.output<typeof decideInput>;

/** Of many at once: what a page of the desk's list holds, with room to spare. */
const manyAtMost = 100;

export const decideManyInput = decideInput.omit({ version: true }).extend({
  to: z.enum(["unreviewed", "accepted", "rejected", "removed"], { error: "Choose what to decide." }),
  items: z
    .array(z.object({ id: z.string().max(40), version: decideInput.shape.version }))
    .min(1, "Choose at least one contribution.")
    .max(manyAtMost, `Choose at most ${manyAtMost} at a time.`),
});

export const undoManyInput = decideManyInput.pick({ items: true }).extend({ reason });

export const undoInput = z.object({ reason });

export const pinInput = z
  .object({ reason: text })
  .partial()
  .transform(({ reason }) => ({ reason: reason ?? null }));

export const checkQuoteInput = z.object({
  result: z.enum(["verified", "paraphrase", "failed"], { error: "Choose what you found." }),
  /** The version whose excerpt was compared. */
  version: decideInput.shape.version,
  reason: z
    .object({ text })
    .partial()
    .nullish()
    .transform((reason) => ({ text: reason?.text ?? null })),
});

export const archiveInput = z.object({
  /** Null or empty takes the copy off. */
  url: optionalText("The address", limits.url)
    .transform((text) => (text === null ? null : (webAddress(text) ?? "")))
    .refine((url) => url !== "", "Give the whole address, beginning with https:// or http://."),
});

export const flagInput = z
  .object({
    reason: z.enum(Object.keys(flagReasons) as (keyof typeof flagReasons)[], {
      error: "Choose what is wrong with it.",
    }),
    text: typedText("The text", reasonTextLimit)
      .nullish()
      .transform((text) => text ?? ""),
  })
  .refine((flag) => flag.reason !== "other" || flag.text !== "", {
    path: ["text"],
    message: "Say what is wrong with it.",
  });

/** For an appeal and its answer, which are in writing. */
const written = (label: string, empty: string) =>
  typedText(label, appealTextLimit).refine((text) => text !== "", empty);

export const appealInput = z.object({ text: written("The appeal", "Say what the decision got wrong.") });

export const answerInput = z.object({
  outcome: z.enum(["upheld", "denied"], { error: "Choose how you answer." }),
  text: written("The answer", "Say why, for its author and for everybody who reads the log."),
  /** Whether the author's words stand on the log. */
  publish: z.boolean().default(true),
});

const reasonLabel = typedText("The wording", 120)
  .refine((text) => text !== "", "Say in a few words what the reason is.")
  .refine((text) => !/[\n\r]/.test(text), "A reason is one line.");

/** `was` is the wording that stood on the page, so that nobody undoes another's change without seeing it. */
export const reasonLabelInput = z.object({
  label: reasonLabel,
  was: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
});
export const newReasonInput = z.object({ label: reasonLabel });
export const reasonMoveInput = z.object({ to: z.enum(["up", "down"], { error: "Choose up or down." }) });

/** A day lasts until it is over, by UTC. */
const until = z
  .string()
  .trim()
  .nullish()
  .transform((text) => (text ? text : null))
  .transform((text) =>
    text === null ? null : new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59.999Z` : text),
  )
  .refine((at) => at === null || !Number.isNaN(at.getTime()), "Give the day as 2026-12-31.");

export const lockInput = z.object({
  lock: z.enum(["hold-new", "curators-only"], { error: "Choose what the lock does." }),
  reason: typedText("The reason", reasonTextLimit).refine(
    (text) => text !== "",
    "Say why, for those who read the claim.",
  ),
  until,
});

export const unlockInput = z.object({
  reason: typedText("The reason", reasonTextLimit)
    .nullish()
    .transform((text) => text || null),
});

const day = z.iso.date({ error: "Give the day as 2026-12-31." }).optional();

/** What the log can be narrowed to; the API's document takes the descriptions from here. */
export const logInput = z.object({
  action: z.enum(decisionActions, { error: `An action is one of: ${decisionActions.join(", ")}.` }).optional(),
  role: z
    .enum(roles, { error: `A role is one of: ${roles.join(", ")}.` })
    .optional()
    .describe("Of whoever decided."),
  essay: z.string().max(200).optional().describe("An essay's slug."),
  claim: z.string().max(40).optional().describe("A claim's id: it and what is attached to it."),
  contribution: z.string().max(40).optional().describe("A contribution's id."),
  person: z.string().max(100).optional().describe("The name of whom a role or a ban is about."),
  reason: z.string().max(40).optional().describe("A reason's code."),
  from: day.describe("The first day."),
  to: day.describe("The last day."),
});

const rationale = typedText("The rationale", reasonTextLimit).refine(
  (text) => text !== "",
  "Say why: everybody can read it beside what comes from there.",
);

/** The version that was on the form: how often the domain was graded before. */
const gradesBefore = z.coerce.number({ error: "Say which version you looked at." }).int().min(0);

export const gradeInput = z.object({
  grade: z.enum(grades, { error: "Choose a grade." }),
  rationale,
  version: gradesBefore,
});

export const ungradeInput = z.object({ rationale, version: gradesBefore });

export const ruleInput = z.object({
  enabled: z.boolean({ error: "Say whether the rule is on." }),
  threshold: z.coerce
    .number({ error: "Give a whole number." })
    .int("Give a whole number.")
    .nullish()
    .transform((threshold) => threshold ?? null),
  reason: unlockInput.shape.reason,
});
