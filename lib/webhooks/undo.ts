import { eq } from "drizzle-orm";
import { webhooks } from "@/db/schema";
import type { Undoer } from "@/lib/curation/undoer";

/** Ends a webhook that was added, or lets one that was ended go on. */
export const undoWebhook: Undoer = async (ctx, decision) => {
  const id = decision.subject?.replace("webhook:", "") ?? "";
  await ctx.db
    .update(webhooks)
    .set({ endedAt: decision.to === "added" ? ctx.now : null })
    .where(eq(webhooks.id, id));
};
