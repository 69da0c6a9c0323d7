import { eq } from "drizzle-orm";
import { proposals } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { notFound, Refusal } from "@/lib/errors";
import { authorize, may } from "@/lib/policy/policy";
import { proposalRow } from "../queries";
import type { ProposalReceipt } from "./propose";

/** Takes one's own proposal back while nobody has decided about it. */
export const withdrawProposal = (ctx: Ctx, id: string): Promise<ProposalReceipt> =>
  inTransaction(ctx, async (ctx) => {
    authorize(ctx, "claim.propose");
    const it = await proposalRow(ctx, id);
    const target = { author: { rowId: it.by } };
    if (!may(ctx, "proposal.withdraw", target) && !may(ctx, "proposal.read")) throw notFound("proposal");
    authorize(ctx, "proposal.withdraw", target);
    if (it.state === "withdrawn") return { id, version: it.version };
    if (it.state !== "waiting") {
      throw new Refusal(
        409,
        "proposal.decided",
        "A moderator has decided about it already. You read of it in your inbox.",
      );
    }
    await ctx.db
      .update(proposals)
      .set({ state: "withdrawn", version: it.version + 1 })
      .where(eq(proposals.rowId, it.rowId));
    return { id, version: it.version + 1 };
  });
