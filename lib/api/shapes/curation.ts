import { z } from "@hono/zod-openapi";
import { claimKinds } from "@/lib/claims/claims";
import { decisionActions, type LogItem as LogItemRead } from "@/lib/curation/log";
import { ClaimLink, claimLink } from "./claim";
import { Reason } from "./contribution";
import { address, instant, iso, isoOrNull, orNull, type ToAddress } from "./list";
import { Role } from "./role";

const Wording = z.object({ statement: z.string(), kind: z.enum(claimKinds) });
const LogTarget = z
  .object({
    kind: z.enum(["evidence", "rebuttal", "claim", "proposal", "essay", "account", "source", "setting"]),
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
    found: z.string().nullable().openapi({ description: "The statement that a resolution is about." }),
    reason: orNull(Reason),
    byRole: Role.openapi({ description: "Whoever decided appears by role." }),
    until: instant.nullable().openapi({ description: "When a lock or a ban ends by itself." }),
    into: orNull(LogTarget).openapi({ description: "What it was merged into, or what was split off." }),
    undoes: z.string().nullable().openapi({ description: "The decision that this one took back." }),
    undoneBy: z.string().nullable().openapi({ description: "The decision that took this one back." }),
  })
  .openapi("LogItem");

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
