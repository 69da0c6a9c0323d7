import { z } from "zod";
import {
  anchorings,
  claimKinds,
  contributionKinds,
  locks,
  quoteChecks,
  ratingValues,
  roles,
  sourceTypes,
  stances,
  states,
  voteValues,
} from "@/db/words";
import { isLanguage, pageLanguage } from "@/lib/essays/languages";

/** A language's name, as `de` or `pt-BR` (BCP 47). */
export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
  .max(35)
  .refine(isLanguage, "This is no language's name by BCP 47, as `de` or `pt-BR`.")
  .describe("BCP 47.");

/** What a debate is called that Moot wrote whole, and can read again. A new form of it gets a new number. */
export const mootFormat = "moot/1";

/** Where its JSON Schema stands, beside the seed's. */
export const mootSchemaFile = "db/seed/moot.schema.json";

const text = (max: number) => z.string().max(max);
const id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .describe("A public id. It is kept where it is free, so that links go on working.");
const instant = z.iso.datetime({ precision: 3 }).describe("In UTC, to the millisecond.");
const time = z.int().min(0).max(8.64e15).describe("Milliseconds since 1970, UTC.");
const day = z.iso.date();
const whole = z.int().min(0).max(1_000_000_000);
const slug = z
  .string()
  .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u)
  .max(60);
const person = z
  .string()
  .regex(/^p[1-9]\d{0,8}$/)
  .describe("The key of somebody in `people`; it means nothing outside of this document.");
const voter = z
  .string()
  .regex(/^[pv][1-9]\d{0,8}$/)
  .describe("Somebody of `people` who shows their votes, or else `v` and a number: the same for the same person.");
const reason = z.object({ code: text(40).nullable(), text: text(4000).nullable() }).strict();

const source = z
  .object({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .nullable(),
    citation: text(1000).nullable(),
    title: text(300).nullable(),
    author: text(300).nullable(),
    publisher: text(200).nullable(),
    date: z
      .string()
      .regex(/^\d{4}(-\d{2}){0,2}$/)
      .nullable(),
    type: z.enum(sourceTypes).nullable(),
    excerpt: text(2000).nullable(),
  })
  .strict();

export const essayPart = z
  .object({
    id,
    slug,
    title: text(300).min(1),
    author: text(300).nullable(),
    url: z.url({ protocol: /^https?$/ }).nullable(),
    language: languageTag.default(pageLanguage),
    translationOf: id
      .nullable()
      .default(null)
      .describe("The id of the essay that it is a translation of, which need not be known where it is read."),
    createdAt: instant,
  })
  .strict();

export const personPart = z
  .object({ key: person, name: text(200).nullable().describe("As it is shown; null for a former member.") })
  .strict();

/** Where it stands, as offsets of the text's plain text, which has a paragraph apart from the next by an empty line. */
const passage = z
  .object({ how: z.enum(anchorings), start: whole.nullable(), end: whole.nullable() })
  .strict()
  .refine(
    ({ how, start, end }) =>
      how === "orphaned" ? start === null && end === null : start !== null && end !== null && start < end,
    "A passage begins before it ends; one that is orphaned has no place.",
  );

export const claimPart = z
  .object({
    id,
    slug,
    section: whole.describe("The place of its section in `sections`, from 0."),
    placed: z.boolean().describe("False where it has lost its place in the essay: its split was undone."),
    kind: z.enum(claimKinds),
    statement: text(500).min(1),
    quote: z
      .object({ exact: text(2000).min(1), prefix: text(200), suffix: text(200) })
      .strict()
      .describe("The passage the claim was taken from, with the essay's words just before and after it."),
    resolvesOn: day.nullable(),
    supports: z.array(id).describe("The claims that the essay uses it to support."),
    lock: z
      .object({ kind: z.enum(locks), reason: text(4000).nullable(), until: instant.nullable() })
      .strict()
      .nullable(),
    passage: passage
      .nullable()
      .default(null)
      .describe("Where its passage stands in the newest of `texts`; null where there is none."),
    mergedInto: id.nullable(),
    splitFrom: id.nullable(),
    translates: id
      .nullable()
      .default(null)
      .describe("The id of the claim that it says in another language, which need not be known where it is read."),
    createdAt: instant,
    proposedBy: person
      .nullable()
      .default(null)
      .describe("Whoever proposed it; null where a moderator made it, or where it came with the essay."),
    wordings: z
      .array(
        z
          .object({
            number: whole.min(1),
            by: person.nullable().describe("Null where it came with the essay."),
            at: instant,
            statement: text(500).min(1),
            kind: z.enum(claimKinds),
            resolvesOn: day.nullable(),
            reads: whole.min(1).describe("The number of the first wording that reads the same."),
          })
          .strict(),
      )
      .min(1)
      .describe("Every wording it has had; the last is the current one."),
    resolutions: z
      .array(
        z
          .object({
            decision: id.describe("Its row in `decisions`, which holds the outcome and the reasons."),
            wording: whole.min(1).describe("The number of the wording that it is about."),
            until: instant.nullable().describe("When it was replaced or taken back; null for the one that stands."),
            restsOn: z.array(id).describe("Contributions."),
          })
          .strict(),
      )
      .default([])
      .describe("What curators found it to be, the oldest first."),
    tally: z
      .object({ agree: whole, disagree: whole, unsure: whole, total: whole })
      .strict()
      .describe("For reading. An import counts the votes anew."),
  })
  .strict();

/** A version of the essay's text in full. */
export const textPart = z
  .object({
    number: whole.min(1),
    byRole: z.enum(roles).nullable().describe("Null where it came with the essay."),
    at: instant,
    note: text(500).nullable(),
    body: z.unknown().describe("Tiptap JSON: as of contributions, with headings of the levels 2 and 3, and rules."),
  })
  .strict();

export const contributionPart = z
  .object({
    id,
    claim: id,
    parent: id.nullable().describe("The contribution it answers; null where it answers the claim itself."),
    kind: z.enum(contributionKinds),
    stance: z.enum(stances),
    author: person,
    state: z.enum(states),
    reason: reason.nullable().describe("Why it is in that state."),
    mergedInto: id.nullable(),
    pinnedAt: instant.nullable(),
    quoteCheck: z.enum(quoteChecks),
    archiveUrl: z.url({ protocol: /^https?$/ }).nullable(),
    deadSince: instant.nullable(),
    sourceChangedAt: instant.nullable(),
    createdAt: instant,
    editedAt: instant.nullable(),
    version: whole.min(1),
    revisions: z
      .array(
        z
          .object({
            number: whole.min(1),
            by: person,
            at: instant,
            body: z.unknown().describe("Tiptap JSON: paragraphs, lists, quotations; bold, italic, code, links."),
            source: source.nullable(),
          })
          .strict(),
      )
      .describe(
        "Every wording it has had; the last is the current one. None where its state hides it from the reader.",
      ),
  })
  .strict();

const change = <Value extends z.ZodType>(value: Value) =>
  z
    .tuple([voter, value.nullable(), value.nullable(), time])
    .describe("Who, from what, to what (null: none), and when.");

const vote = z.enum(voteValues);
const rating = z.enum(ratingValues);

export const voteChange = change(vote);
export const ratingChange = change(rating);
export const standingVote = z.tuple([voter, vote, time, whole, id.nullable()]);
export const standingRating = z.tuple([voter, rating, time, id.nullable()]);

export const votesPart = z
  .object({
    claim: id,
    history: z.array(voteChange).describe("Every change there was, in order. The last of each person stands."),
    standing: z
      .array(standingVote)
      .describe(
        "Votes that stand and don't follow from the history: who, what, when, on which wording (0: on a claim that went into this one), and the decision that carried it here.",
      ),
  })
  .strict();

export const ratingsPart = z
  .object({
    contribution: id,
    history: z.array(ratingChange),
    standing: z
      .array(standingRating)
      .describe("Who, what, when, and the decision that carried it here: what doesn't follow from the history."),
  })
  .strict();

export const decisionPart = z
  .object({
    id,
    at: instant,
    action: z
      .string()
      .regex(/^[a-z-]{1,40}$/)
      .describe("What was done: `decide`, `undo`, `merge-claim`, …"),
    byRole: z.enum(roles),
    claim: id.nullable(),
    contribution: id.nullable(),
    from: text(4000).nullable(),
    to: text(4000).nullable(),
    reason: reason.nullable(),
    fromReason: reason.nullable().describe("The reason that `from` had."),
    intoClaim: id.nullable(),
    intoContribution: id.nullable(),
    until: instant.nullable(),
    undoes: id.nullable(),
  })
  .strict();

const views = ["public", "full"] as const;
export type View = (typeof views)[number];

/** A debate, whole: an essay or one claim with all that was attached, voted, rated and decided. */
export const mootJson = z
  .object({
    $schema: z.string().optional(),
    format: z.literal(mootFormat),
    scope: z.enum(["essay", "claim"]),
    view: z
      .enum(views)
      .describe(
        "`public`: what everybody may see. `full`: with what was held, withdrawn and removed, for admins only.",
      ),
    essay: essayPart,
    sections: z.array(text(300).min(1)).max(10_000).describe("Titles, in reading order."),
    texts: z
      .array(textPart)
      .max(10_000)
      .default([])
      .describe("Every version of the essay's text, the oldest first. None in the file of a single claim."),
    claims: z.array(claimPart).describe("In reading order."),
    contributions: z.array(contributionPart).describe("In the order in which they were attached."),
    votes: z.array(votesPart),
    ratings: z.array(ratingsPart),
    decisions: z.array(decisionPart).describe("The public log, the oldest first. It says by which role, never who."),
    people: z.array(personPart).describe("Those who wrote something, or show how they voted. The others have no name."),
  })
  .strict();

export type MootJson = z.output<typeof mootJson>;
export type EssayPart = z.output<typeof essayPart>;
export type ClaimPart = z.output<typeof claimPart>;
export type TextPart = z.output<typeof textPart>;
export type ContributionPart = z.output<typeof contributionPart>;
export type VotesPart = z.output<typeof votesPart>;
export type RatingsPart = z.output<typeof ratingsPart>;
/** Who, from what, to what, and when. */
export type Change<Value> = [who: string, from: Value | null, to: Value | null, at: number];
export type DecisionPart = z.output<typeof decisionPart>;

/** The JSON Schema of {@link mootJson}, for other programs. */
export const mootJsonSchema = () => z.toJSONSchema(mootJson, { io: "input", target: "draft-2020-12" });
