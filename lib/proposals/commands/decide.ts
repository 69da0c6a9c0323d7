import { eq } from "drizzle-orm";
import { claims, proposals } from "@/db/schema";
import type { Viewer } from "@/lib/accounts/accounts";
import { anchor } from "@/lib/anchoring/anchoring";
import { standingClaim } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { changedWording } from "@/lib/curation/claim-changes";
import { recordDecision } from "@/lib/curation/record";
import { invalid, Refusal, stale } from "@/lib/errors";
import { insertClaim } from "@/lib/essays/insert-claim";
import { newestText } from "@/lib/essays/text-queries";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { type DecideProposalInput, decideProposalInput } from "../input";
import type { ProposalState } from "../proposals";
import { type ProposalRow, proposalRow } from "../queries";
import { supportedClaim } from "../supported";

export type DecidedProposal = {
  id: string;
  version: number;
  state: ProposalState;
  claim: { id: string; slug: string } | null;
};

/**
 * Makes the claim that somebody proposed, says which claim has it already, or declines it with a reason. Decided the same
 * again, it stays as it is; what was decided otherwise meanwhile is stale.
 */
export async function decideProposal(ctx: Ctx, id: string, input: unknown): Promise<DecidedProposal> {
  const wish = parse(decideProposalInput, input);
  return inTransaction(ctx, async (ctx) => {
    // Before anything is looked up, so that a refusal doesn't tell whether there is such a proposal.
    authorize(ctx, "proposal.read");
    const it = await proposalRow(ctx, id);
    const viewer = authorize(ctx, "proposal.decide", { author: { rowId: it.by } });
    if (it.state === wish.to) return receipt(ctx, it);
    if (it.state !== "waiting" || it.version !== wish.version) throw stale("proposal", it.version);
    const claim = await ways[wish.to](ctx, it, wish, viewer);
    await ctx.db
      .update(proposals)
      .set({ state: wish.to, claim, version: it.version + 1 })
      .where(eq(proposals.rowId, it.rowId));
    await recordDecision(ctx, viewer, {
      action: "decide-proposal",
      proposal: it.rowId,
      essay: it.essay,
      claim,
      from: it.state,
      to: wish.to,
      reasonCode: wish.reason.code,
      reasonText: wish.reason.text,
      waited: Math.max(0, ctx.now.getTime() - it.at.getTime()),
    });
    return receipt(ctx, await proposalRow(ctx, id));
  });
}

type Way = (ctx: Ctx, it: ProposalRow, wish: DecideProposalInput, viewer: Viewer) => Promise<number | null>;

/** What each decision does, and the claim that it leads to. */
const ways: Record<DecideProposalInput["to"], Way> = {
  async accepted(ctx, it, wish, viewer) {
    const text = await newestText(ctx, it.essay);
    const quote = { exact: it.quoteExact, prefix: it.quotePrefix, suffix: it.quoteSuffix };
    const place = text && anchor(text.text, quote);
    if (!text || !place) {
      throw new Refusal(
        422,
        "proposal.passage_gone",
        "The text doesn't have this passage any more, so that no claim can be made of it. Decline it, or let another claim stand for it.",
      );
    }
    const supports = wish.supports === undefined ? it.supports : await supportedOrNone(ctx, it.essay, wish.supports);
    const made = await insertClaim(ctx, viewer, {
      text,
      place: { start: place.start, end: place.end },
      wording: changedWording(it, wish),
      supports: supports === null ? [] : [supports],
    });
    return made.rowId;
  },

  async merged(ctx, _, { into }) {
    if (into === undefined) throw invalid({ into: "Say which claim has it already." });
    const found = await standingClaim(ctx, into).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.status !== 404) throw error;
      throw invalid({ into: "There is no such claim. Give the address of its page." });
    });
    ctx.touched.add(`claim:${found.id}`);
    return found.rowId;
  },

  async declined(_, __, { reason: { code, text } }) {
    if (code === null) throw invalid({ "reason.code": "Choose why, for whoever proposed it." });
    if (code === "other" && text === null) throw invalid({ "reason.text": "Say why, for whoever proposed it." });
    return null;
  },
};

const supportedOrNone = async (ctx: Ctx, essay: number, id: string | null): Promise<number | null> =>
  id === null ? null : supportedClaim(ctx, essay, id);

async function receipt(ctx: Ctx, { id, version, state, claim }: ProposalRow): Promise<DecidedProposal> {
  const [into] =
    claim === null
      ? []
      : await ctx.db.select({ id: claims.id, slug: claims.slug }).from(claims).where(eq(claims.rowId, claim));
  return { id, version, state, claim: into ?? null };
}
