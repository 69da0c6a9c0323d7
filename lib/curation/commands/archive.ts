import { eq } from "drizzle-orm";
import { contributions } from "@/db/schema";
import { contributionInContext } from "@/lib/contributions/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { archiveInput } from "../input";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";
import type { InContext } from "./settle";

export type ArchiveReceipt = { id: string; archiveUrl: string | null };

/** Sets the address of an archived copy beside a source, or takes it off. What a curator sets stands on the log. */
export async function attachArchive(ctx: Ctx, contributionId: string, input: unknown): Promise<ArchiveReceipt> {
  const { url } = parse(archiveInput, input);
  return inTransaction(ctx, async (ctx) => {
    const found = await contributionInContext(ctx, contributionId);
    const { contribution: it, author } = found;
    const viewer = authorize(ctx, "contribution.attach-archive", found.target);
    if (it.kind !== "evidence" || it.sourceKey === null) {
      throw new Refusal(422, "archive.no_address", "Only a source with an address can have an archived copy.");
    }
    if (it.archiveUrl === url) return { id: it.id, archiveUrl: url };
    if (viewer.rowId !== author.rowId) {
      await recordDecision(ctx, viewer, {
        action: "archive",
        contribution: it.rowId,
        claim: it.claim,
        from: it.archiveUrl,
        to: url,
        before: { archiveUrl: it.archiveUrl },
      });
    }
    await put(ctx, found, url);
    return { id: it.id, archiveUrl: url };
  });
}

/** Puts back the copy that stood there before; one that was found or set since stays. */
export const undoArchive: Undoer = async (ctx, decision) => {
  if (decision.contribution === null) throw new Error("an archived copy of nothing");
  const found = await contributionInContext(ctx, decision.contribution);
  const { archiveUrl } = decision.before as { archiveUrl: string | null };
  if (found.contribution.archiveUrl === decision.to) await put(ctx, found, archiveUrl);
};

async function put(ctx: Ctx, { contribution: it, claim }: InContext, archiveUrl: string | null): Promise<void> {
  await ctx.db.update(contributions).set({ archiveUrl }).where(eq(contributions.rowId, it.rowId));
  ctx.touched.add(`claim:${claim.id}`);
}
