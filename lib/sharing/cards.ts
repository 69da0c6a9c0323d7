import { type Claim, kindPhrases, outcomeWords } from "@/lib/claims/claims";
import type { Ctx } from "@/lib/ctx";
import { paths } from "@/lib/paths";
import { plainText } from "@/lib/rich-text/plain-text";
import type { Tally } from "@/lib/votes/votes";
import { type SharedKind, stancePhrase } from "./sharing";
import { standingClaimById, standingContribution } from "./standing";

/** What stands for a claim or a contribution elsewhere, in a picture or in somebody else's page. */
export type Card = {
  kind: SharedKind;
  id: string;
  path: string;
  /** What it belongs to, in small above its words. */
  over: string;
  text: string;
  /** Of its words, where it is known. */
  language: string | null;
  /** Null for a contribution: votes are about claims. */
  tally: Tally | null;
  /** What a curator found the claim to be as it reads, in a line; null where nobody did. */
  resolution: string | null;
  under: string;
};

const longest = 600;

/** The card of what a stranger can see there. */
export async function cardOf(ctx: Ctx, kind: SharedKind, id: string): Promise<Card> {
  return kind === "c" ? claimCard(await standingClaimById(ctx, id)) : contributionCard(ctx, id);
}

function claimCard(claim: Claim): Card {
  const { supporting, contradicting, rebuttals } = claim.counts;
  return {
    kind: "c",
    id: claim.id,
    path: paths.claim(claim),
    over: `${claim.essay.title} · ${kindPhrases[claim.kind]}`,
    text: claim.statement,
    language: claim.language,
    tally: claim.tally,
    resolution: claim.resolution?.current
      ? `Resolved by a curator: ${outcomeWords[claim.resolution.outcome].toLowerCase()}`
      : null,
    under: `${supporting} for · ${contradicting} against · ${rebuttals} ${rebuttals === 1 ? "rebuttal" : "rebuttals"}`,
  };
}

async function contributionCard(ctx: Ctx, id: string): Promise<Card> {
  const { contribution: it, claim } = await standingContribution(ctx, id);
  const text = it.body === null ? "It was taken down." : plainText(it.body);
  const source = it.source?.title ?? it.source?.citation ?? it.source?.url;
  return {
    kind: it.kind === "evidence" ? "e" : "r",
    id: it.id,
    path: paths.contribution(it),
    over: `${stancePhrase(it.kind, it.stance)}: ${claim.statement}`,
    text: text.length > longest ? `${text.slice(0, longest)}…` : text,
    language: null,
    tally: null,
    resolution: null,
    under: source ?? `${it.rating.convincing} found it convincing, ${it.rating.unconvincing} unconvincing`,
  };
}
