import { z } from "@hono/zod-openapi";
import { claimKinds } from "@/lib/claims/claims";
import { decisionActions, type LogItem as LogItemRead } from "@/lib/curation/log";
import type { QueueItem as QueueItemRead } from "@/lib/curation/queue";
import { flagReasons } from "@/lib/curation/reasons";
import { ClaimLink, claimLink } from "./claim";
import { Contribution, contributionAlone, Kind, Reason, Stance, State } from "./contribution";
import { address, instant, iso, isoOrNull, orNull, type ToAddress } from "./list";
import { Role } from "./viewer";

const count = z.int().min(0);

const Wording = z.object({ statement: z.string(), kind: z.enum(claimKinds) });

const LogTarget = z
  .object({
    kind: z.enum(["evidence", "rebuttal", "claim", "account", "source", "setting"]),
    id: z.string().openapi({ description: "Of a source its domain, of a setting its name." }),
    url: address.nullable().openapi({ description: "Null where there is no page for everybody." }),
    name: z.string().nullable(),
  })
  .openapi("LogTarget");

export const LogItem = z
  .object({
    id: z.string(),
    url: address,
    at: instant,
    action: z.enum(decisionActions),
    target: LogTarget,
    claim: orNull(ClaimLink),
    essay: orNull(z.object({ slug: z.string(), title: z.string() })),
    from: z.string().nullable(),
    to: z.string().nullable(),
    wordings: orNull(z.object({ before: Wording, after: Wording })).openapi({
      description: "Of an edited claim; `from` and `to` are then the numbers of its wordings.",
    }),
    reason: orNull(Reason),
    byRole: Role.openapi({ description: "Whoever decided appears by role." }),
    until: instant.nullable().openapi({ description: "When a lock or a ban ends by itself." }),
    into: orNull(LogTarget).openapi({ description: "What it was merged into, or what was split off." }),
    undoes: z.string().nullable().openapi({ description: "The decision that this one took back." }),
    undoneBy: z.string().nullable().openapi({ description: "The decision that took this one back." }),
  })
  .openapi("LogItem");

export const QueueItem = z
  .object({
    contribution: Contribution,
    chain: z
      .array(z.object({ id: z.string(), kind: Kind, stance: Stance, state: State }))
      .openapi({ description: "What it answers, from the claim down; the nearest few." }),
    claim: z.object({
      ...ClaimLink.shape,
      kind: z.enum(claimKinds),
      quote: z.string(),
      essay: z.object({ slug: z.string(), title: z.string() }),
    }),
    flags: z.array(
      z.object({
        reason: z.enum(Object.keys(flagReasons) as (keyof typeof flagReasons)[]),
        text: z.string(),
        at: instant,
        by: orNull(z.object({ name: z.string().nullable(), decided: count, upheld: count })).openapi({
          description: "Null for its author. Of their flags that were decided, how many were upheld.",
        }),
      }),
    ),
    record: z
      .object({ attached: count, accepted: count, rejected: count, removed: count })
      .openapi({ description: "How what its author attached has fared." }),
    decisions: z.array(LogItem),
    may: z.object({ decide: z.boolean(), remove: z.boolean(), undo: z.boolean() }),
  })
  .openapi("QueueItem");

export const logItem = (
  { at, until, url, target, into, claim, ...item }: LogItemRead,
  link: ToAddress,
): z.input<typeof LogItem> => ({
  ...item,
  url: link(url),
  at: iso(at),
  until: isoOrNull(until),
  target: logTarget(target, link),
  into: into && logTarget(into, link),
  claim: claim && claimLink(claim, link),
});

const logTarget = ({ url, ...target }: LogItemRead["target"], link: ToAddress): z.input<typeof LogTarget> => ({
  ...target,
  url: url === null ? null : link(url),
});

export const queueItem = (item: QueueItemRead, link: ToAddress): z.input<typeof QueueItem> => ({
  contribution: contributionAlone(
    { ...item.contribution, claim: item.claim, parent: item.chain.at(-1)?.id ?? null },
    link,
  ),
  chain: item.chain.map(({ id, kind, stance, state }) => ({ id, kind, stance, state })),
  claim: {
    ...claimLink(item.claim, link),
    kind: item.claim.kind,
    quote: item.claim.quote,
    essay: item.claim.essay,
  },
  flags: item.flags.map(({ at, ...flag }) => ({ ...flag, at: iso(at) })),
  record: item.record,
  decisions: item.decisions.map((decision) => logItem(decision, link)),
  may: item.may,
});
