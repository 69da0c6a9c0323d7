import { z } from "@hono/zod-openapi";
import {
  type ClaimLink as ClaimLinkRead,
  type Claim as ClaimRead,
  type ClaimRevision as ClaimRevisionRead,
  claimKinds,
  type ListedClaim,
  type Resolution as ResolutionRead,
  resolutionOutcomes,
} from "@/lib/claims/claims";
import { contributionKinds, stances } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import { voteValues } from "@/lib/votes/votes";
import { address, instant, iso, isoOrNull, orNull, type ToAddress } from "./list";
import { Role } from "./role";
import { Translation, translation } from "./translation";

const count = z.int().min(0);

export const Tally = z
  .object({
    agree: count,
    disagree: count,
    unsure: count,
    total: count,
    earlierWording: count.optional().openapi({
      description: "Of all votes, those given to an earlier wording or carried here by a merge. Left out where none.",
    }),
  })
  .openapi("Tally", { description: "How the votes on a claim are spread. It is not a verdict." });

export const Vote = z.enum(voteValues);

export const Wording = z
  .object({
    statement: z.string(),
    kind: z.enum(claimKinds),
    resolvesOn: z.iso.date().nullable(),
  })
  .openapi("Wording");

export const ClaimRevision = z
  .object({ ...Wording.shape, number: z.int(), at: instant, url: address })
  .openapi("ClaimRevision");

export const ClaimLink = z
  .object({ id: z.string(), slug: z.string(), statement: z.string(), url: address })
  .openapi("ClaimLink");

const found = {
  outcome: z.enum(resolutionOutcomes),
  current: z.boolean().openapi({ description: "Whether it is about the claim as it reads now." }),
};

const ResolutionLabel = z
  .object(found)
  .openapi("ResolutionLabel", { description: "How a curator resolved it. The claim alone says why." });

const Resolution = z
  .object({
    ...found,
    reasons: z.string(),
    at: instant,
    byRole: Role,
    id: z.string().openapi({ description: "Of its row on the log. Give it as `replaces` to resolve anew." }),
    log: address,
    wording: z.int().openapi({ description: "The number of the wording that it is about." }),
    restsOn: z.array(
      z.object({ id: z.string(), kind: z.enum(contributionKinds), stance: z.enum(stances), url: address }),
    ),
  })
  .openapi("Resolution", { description: "What a curator found the claim to be, and why. The tally is apart from it." });

const listed = {
  id: z.string(),
  slug: z.string(),
  url: address,
  essay: z.string().openapi({ description: "The essay's slug." }),
  section: z.int().openapi({ description: "The position of the essay's section, 1 for the first." }),
  kind: z.enum(claimKinds),
  statement: z.string(),
  quote: z
    .object({ exact: z.string(), prefix: z.string(), suffix: z.string() })
    .openapi({ description: "The passage it was taken from, and what stands before and after it." }),
  language: z.string().openapi({ description: "Of its essay, by BCP 47." }),
  tally: Tally,
  counts: z
    .object({ supporting: count, contradicting: count, rebuttals: count })
    .openapi({ description: "What is attached to it, at any depth." }),
  locked: z.enum(["open", "hold-new", "curators-only"]),
  resolvesOn: z.iso.date().nullable().openapi({ description: "The day on which a prediction resolves." }),
  version: z.int().openapi({ description: "The number of its wording. Give it with an edit, a merge or a split." }),
  supportedBy: z.array(ClaimLink).openapi({ description: "What the essay rests it on." }),
  resolution: orNull(ResolutionLabel),
};

export const ClaimInList = z.object(listed).openapi("ClaimInList");

export const Claim = z
  .object({
    ...listed,
    position: z.int().openapi({
      description: "Its place in the reading order: it rises, and leaves out places where claims were merged.",
    }),
    resolution: orNull(Resolution),
    translations: z.array(Translation).openapi({ description: "What says the same in other languages." }),
    lockReason: z.string().nullable(),
    lockedUntil: instant.nullable(),
    supports: z.array(ClaimLink).openapi({ description: "What the essay uses it to support." }),
    createdAt: instant,
    mergedInto: orNull(ClaimLink).openapi({ description: "The claim it went into; null where it stands." }),
    alsoStated: z
      .array(
        z.object({
          id: z.string(),
          statement: z.string(),
          quote: z.object({ exact: z.string() }),
          essay: z.object({ slug: z.string(), title: z.string() }),
          section: z.object({ position: z.int(), title: z.string() }),
        }),
      )
      .openapi({ description: "The claims that went into it, with their passages." }),
    splitFrom: orNull(ClaimLink),
    splitInto: z.array(ClaimLink),
  })
  .openapi("Claim");

export const claimLink = (claim: ClaimLinkRead, link: ToAddress): z.input<typeof ClaimLink> => ({
  ...{ id: claim.id, slug: claim.slug, statement: claim.statement },
  url: link(paths.claim(claim)),
});

export const claimInList = (claim: ListedClaim, link: ToAddress): z.input<typeof ClaimInList> => ({
  id: claim.id,
  slug: claim.slug,
  url: link(paths.claim(claim)),
  essay: claim.essay,
  section: claim.section,
  kind: claim.kind,
  statement: claim.statement,
  quote: claim.quote,
  language: claim.language,
  tally: claim.tally,
  counts: claim.counts,
  locked: claim.locked,
  resolvesOn: claim.resolvesOn,
  version: claim.version,
  resolution: claim.resolution && { outcome: claim.resolution.outcome, current: claim.resolution.current },
  supportedBy: claim.supportedBy.map((below) => claimLink(below, link)),
});

export const claimAlone = (claim: ClaimRead, link: ToAddress): z.input<typeof Claim> => ({
  ...claimInList({ ...claim, essay: claim.essay.slug, section: claim.section.position }, link),
  position: claim.position,
  resolution: claim.resolution && resolution(claim.resolution, link),
  translations: claim.translations.map((one) => translation(one, link)),
  lockReason: claim.lockReason,
  lockedUntil: isoOrNull(claim.lockedUntil),
  supports: claim.supports.map((above) => claimLink(above, link)),
  createdAt: iso(claim.createdAt),
  mergedInto: claim.mergedInto && claimLink(claim.mergedInto, link),
  alsoStated: claim.alsoStated,
  splitFrom: claim.splitFrom && claimLink(claim.splitFrom, link),
  splitInto: claim.splitInto.map((part) => claimLink(part, link)),
});

const resolution = (
  { decision, at, restsOn, gone: _, ...read }: ResolutionRead,
  link: ToAddress,
): z.input<typeof Resolution> => ({
  ...read,
  id: decision,
  log: link(paths.logEntry(decision)),
  at: iso(at),
  restsOn: restsOn.map(({ id, kind, stance }) => ({ id, kind, stance, url: link(paths.contribution({ id, kind })) })),
});

export const claimRevision = (
  { number, at, statement, kind, resolvesOn }: ClaimRevisionRead,
  claim: { id: string; slug: string },
  link: ToAddress,
): z.input<typeof ClaimRevision> => ({
  ...{ statement, kind, resolvesOn, number },
  at: iso(at),
  url: link(paths.wording(claim, number)),
});
