import { z } from "@hono/zod-openapi";
import { quoteChecks } from "@/db/words";
import {
  contributionKinds,
  type GradedSource as GradedSourceRead,
  ratingValues,
  sourceTypes,
  stances,
} from "@/lib/contributions/contributions";
import { attachInput, editInput } from "@/lib/contributions/input";
import type { PlacedContribution } from "@/lib/contributions/list";
import type { revisionsOf } from "@/lib/contributions/queries";
import { grades } from "@/lib/curation/grades";
import { stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import { limits } from "@/lib/rich-text/document";
import { address, instant, iso, isoOrNull, orNull, type ToAddress } from "./list";

const count = z.int().min(0);

export const State = z.enum(Object.keys(stateWords) as (keyof typeof stateWords)[]);
export const Stance = z.enum(stances);
export const Kind = z.enum(contributionKinds);
export const RatingValue = z.enum(ratingValues);

export const Rating = z.object({ convincing: count, unconvincing: count }).openapi("Rating");

export const Author = z
  .object({ id: z.string(), name: z.string().nullable(), url: address.nullable() })
  .openapi("Author", { description: "Without a name: a former member." });

export const Source = z
  .object({
    url: z.string().nullable(),
    citation: z.string().nullable(),
    title: z.string().nullable(),
    author: z.string().nullable(),
    publisher: z.string().nullable(),
    date: z.string().nullable().openapi({ description: "YYYY, YYYY-MM or YYYY-MM-DD." }),
    type: z.enum(sourceTypes).nullable(),
    excerpt: z.string().nullable(),
  })
  .openapi("Source");

const GradedSource = z
  .object({
    ...Source.shape,
    domain: z.string().nullable().openapi({ description: "The site it is from, without `www.`; null for a citation." }),
    grade: orNull(z.object({ grade: z.enum(grades), domain: z.string() })).openapi({
      description: "What the site is graded, and the domain that is graded: its own, or one above it.",
    }),
    deadSince: instant.nullable().openapi({ description: "Since when nothing answers at its address." }),
    changedAt: instant.nullable().openapi({ description: "When its page was first seen to have changed." }),
  })
  .openapi("GradedSource");

export const QuoteCheck = z.enum(quoteChecks);

const Body = z
  .looseObject({ type: z.literal("doc") })
  .openapi("Body", { description: "Tiptap JSON: paragraphs, lists, quotations; bold, italic, code, links." });

const BodyInput = z
  .union([Body, z.object({ markdown: z.string().max(limits.contribution.markdown) })])
  .openapi("BodyInput", {
    description: `Tiptap JSON, or Markdown. At most ${limits.contribution.characters} characters of text.`,
  });

export const Reason = z
  .object({
    code: z.string().nullable(),
    label: z.string().nullable().openapi({ description: "The code's sentence, as it is worded now." }),
    text: z.string().nullable(),
  })
  .openapi("Reason");

export const Contribution = z
  .object({
    id: z.string(),
    url: address,
    kind: Kind,
    stance: Stance,
    claim: z.string().openapi({ description: "The claim's id." }),
    parent: z.string().nullable().openapi({ description: "The id of what it answers; null: the claim itself." }),
    depth: z.int().min(0),
    state: State,
    stateReason: orNull(Reason),
    appealOpen: z.boolean().openapi({ description: "Its author appealed against that, and nobody answered yet." }),
    body: orNull(Body).openapi({ description: "Null where it was withdrawn or removed, or is held." }),
    source: orNull(GradedSource),
    quoteCheck: QuoteCheck.nullable().openapi({
      description: "What a curator says of the excerpt, or `unreachable` where nothing answers; null without one.",
    }),
    archiveUrl: z.string().nullable().openapi({ description: "An archived copy of the source." }),
    mergedInto: address.nullable().openapi({
      description: "The address of what it went into, where it was merged; of the last, where that was too.",
    }),
    rating: Rating,
    pinned: z.boolean().openapi({ description: "Whether a curator put it before the rest of its side." }),
    answers: count.openapi({ description: "What answers it directly." }),
    author: Author,
    createdAt: instant,
    editedAt: instant.nullable(),
    revision: z.int(),
    version: z.int().openapi({ description: "Give it with an edit or a decision." }),
  })
  .openapi("Contribution");

const [evidenceInput, rebuttalInput] = attachInput.options;

/** What may be attached. The body's own rules are checked apart (`parseBody`), so the document says what it is here. */
export const Attach = z
  .discriminatedUnion("kind", [evidenceInput.extend({ body: BodyInput }), rebuttalInput.extend({ body: BodyInput })])
  .openapi("Attach");

export const Edit = editInput.extend({ body: BodyInput }).openapi("Edit");

export const Revision = z
  .object({ number: z.int(), at: instant, by: Author, text: z.string(), source: orNull(Source) })
  .openapi("Revision");

const author = ({ id, name }: { id: string; name: string | null }, link: ToAddress): z.input<typeof Author> => ({
  id,
  name,
  url: name === null ? null : link(paths.person(name)),
});

const sourceShown = ({ quoteCheck: _, archiveUrl: __, ...source }: GradedSourceRead): z.input<typeof GradedSource> => ({
  ...source,
  deadSince: isoOrNull(source.deadSince),
  changedAt: isoOrNull(source.changedAt),
});

export const contributionAlone = (it: PlacedContribution, link: ToAddress): z.input<typeof Contribution> => ({
  id: it.id,
  url: link(paths.contribution(it)),
  kind: it.kind,
  stance: it.stance,
  claim: it.claim.id,
  parent: it.parent,
  depth: it.depth,
  state: it.state,
  stateReason: it.stateReason,
  appealOpen: it.appealOpen,
  // Checked when it came in.
  body: it.body as z.input<typeof Body> | null,
  source: it.source && sourceShown(it.source),
  quoteCheck: it.source?.quoteCheck ?? null,
  archiveUrl: it.source?.archiveUrl ?? null,
  mergedInto: it.mergedInto && link(paths.contribution(it.mergedInto)),
  rating: it.rating,
  pinned: it.pinned,
  answers: it.answers,
  author: author(it.author, link),
  createdAt: iso(it.createdAt),
  editedAt: isoOrNull(it.editedAt),
  revision: it.revision,
  version: it.version,
});

type RevisionRead = Awaited<ReturnType<typeof revisionsOf>>[number];

export const revision = (it: RevisionRead, link: ToAddress): z.input<typeof Revision> => ({
  ...it,
  at: iso(it.at),
  by: author(it.by, link),
});
