import { z } from "@hono/zod-openapi";
import { grades, quoteChecks } from "@/db/words";
import { claimKinds } from "@/lib/claims/claims";
import { countedAtMost, type QueueItem as QueueItemRead } from "@/lib/curation/queue";
import { flagReasons } from "@/lib/curation/reasons";
import { type Fault, faultWords } from "@/lib/sources/sources";
import { ClaimLink, claimLink } from "./claim";
import { Contribution, contributionAlone, Kind, Stance, State } from "./contribution";
import { LogItem, logItem } from "./curation";
import { address, instant, iso, isoOrNull, orNull, type ToAddress } from "./list";

const count = z.int().min(0).max(countedAtMost);
const counts = z.record(z.string(), count);

export const QueueCounts = z
  .object({
    all: count,
    mine: count.openapi({ description: "Of it, what you have taken." }),
    appeals: count.openapi({ description: "Open appeals, which wait beside the queue." }),
    essay: counts.openapi({ description: "By slug." }),
    kind: counts,
    state: counts,
    reason: counts.openapi({
      description: "By the code of a hold rule or of a flag's reason; `flagged` for any flag.",
    }),
    partial: z
      .boolean()
      .openapi({ description: "Only the first of what waits was counted by essay, kind, state, reason." }),
  })
  .openapi("QueueCounts", {
    description: `Each goes with the filters that are set beside it. ${countedAtMost} stands for that many or more.`,
  });

const Fared = z.object({ attached: count, accepted: count, rejected: count, removed: count });

const Taken = z
  .object({ by: z.string().nullable(), mine: z.boolean(), until: instant })
  .openapi("Taken", { description: "Who looks at it just now. It keeps nobody from deciding." });

const SourceLook = z
  .object({
    at: instant,
    url: z.string(),
    finalUrl: z.string().nullable().openapi({ description: "Where redirects led." }),
    httpStatus: z.int().nullable(),
    fault: z
      .enum(Object.keys(faultWords) as Fault[])
      .nullable()
      .openapi({ description: "Why there is no text; null where there is." }),
    title: z.string().nullable(),
    siteName: z.string().nullable(),
    author: z.string().nullable(),
    publishedOn: z.string().nullable(),
    language: z.string().nullable(),
    canonicalUrl: z.string().nullable(),
    found: z.enum(["exact", "folded", "close", "absent"]).nullable(),
    similarity: z.number().nullable(),
    passage: orNull(z.object({ exact: z.string(), prefix: z.string(), suffix: z.string() })),
  })
  .openapi("SourceLook");

const SourceFacts = z
  .object({
    domain: z.string().nullable(),
    grade: orNull(z.object({ grade: z.enum(grades), rationale: z.string() })),
    quoteCheck: z.enum(quoteChecks),
    archiveUrl: z.string().nullable(),
    deadSince: instant.nullable(),
    changedAt: instant.nullable(),
    check: orNull(SourceLook).openapi({ description: "The newest look at its address." }),
    others: Fared.extend({
      examples: z.array(
        z.object({ id: z.string(), kind: Kind, state: State, title: z.string().nullable(), url: address }),
      ),
    }).openapi({ description: "How other evidence from the same domain has fared." }),
  })
  .openapi("SourceFacts");

export const QueueItem = z
  .object({
    contribution: Contribution,
    waits: orNull(z.object({ since: instant, newcomer: z.boolean(), cursor: z.string() })).openapi({
      description: "Since when, and where it stands in the queue; null where it does not wait.",
    }),
    taken: orNull(Taken),
    chain: z
      .array(z.object({ id: z.string(), kind: Kind, stance: Stance, state: State }))
      .openapi({ description: "What it answers, from the claim down; the nearest few." }),
    claim: z.object({
      ...ClaimLink.shape,
      kind: z.enum(claimKinds),
      quote: z.object({ exact: z.string(), prefix: z.string(), suffix: z.string() }),
      essay: z.object({ slug: z.string(), title: z.string() }),
    }),
    source: orNull(SourceFacts),
    flags: z.array(
      z.object({
        reason: z.enum(Object.keys(flagReasons) as (keyof typeof flagReasons)[]),
        text: z.string(),
        at: instant,
        by: orNull(z.object({ name: z.string().nullable(), decided: z.int().min(0), upheld: z.int().min(0) })).openapi({
          description: "With how many of their flags were decided and upheld. Null for its author.",
        }),
      }),
    ),
    record: Fared.openapi({ description: "How what its author attached has fared." }),
    alsoWaiting: z
      .object({ author: count, claim: count, domain: count })
      .openapi({ description: "What else waits by the same author, on the same claim, from the same domain." }),
    changed: orNull(
      z.object({
        at: instant,
        segments: z.array(z.object({ type: z.enum(["same", "added", "removed"]), text: z.string() })),
      }),
    ).openapi({ description: "How its wording changed since the last decision about it." }),
    decisions: z.array(LogItem),
    may: z.object({ decide: z.boolean(), remove: z.boolean(), undo: z.boolean() }),
  })
  .openapi("QueueItem");

export const queueItem = (item: QueueItemRead, link: ToAddress): z.input<typeof QueueItem> => ({
  contribution: contributionAlone(
    // What was merged doesn't wait.
    { ...item.contribution, claim: item.claim, parent: item.chain.at(-1)?.id ?? null, mergedInto: null },
    link,
  ),
  waits: item.waits && { ...item.waits, since: iso(item.waits.since) },
  taken: item.taken && { ...item.taken, until: iso(item.taken.until) },
  chain: item.chain.map(({ id, kind, stance, state }) => ({ id, kind, stance, state })),
  claim: {
    ...claimLink(item.claim, link),
    kind: item.claim.kind,
    quote: item.claim.quote,
    essay: item.claim.essay,
  },
  source: item.source && sourceFacts(item.source, link),
  flags: item.flags.map(({ at, ...flag }) => ({ ...flag, at: iso(at) })),
  record: item.record,
  alsoWaiting: item.alsoWaiting,
  changed: item.changed && { ...item.changed, at: iso(item.changed.at) },
  decisions: item.decisions.map((decision) => logItem(decision, link)),
  may: item.may,
});

type SourceFactsRead = NonNullable<QueueItemRead["source"]>;

const sourceFacts = (source: SourceFactsRead, link: ToAddress): z.input<typeof SourceFacts> => ({
  ...source,
  deadSince: isoOrNull(source.deadSince),
  changedAt: isoOrNull(source.changedAt),
  check: source.check && { ...source.check, at: iso(source.check.at) },
  others: {
    ...source.others,
    examples: source.others.examples.map((example) => ({ ...example, url: link(example.url) })),
  },
});
