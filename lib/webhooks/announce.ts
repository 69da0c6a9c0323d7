import { and, eq, isNull } from "drizzle-orm";
import { type Given, kept } from "@/db/kept";
import { deliveries, webhooks } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { newId } from "@/lib/ids";
import { enqueue } from "@/lib/jobs/jobs";
import { paths } from "@/lib/paths";
import type { WebhookEvent } from "./webhooks";

/**
 * Tells the webhooks of an essay what happened, once it is committed. To be called in the command's own transaction, with
 * nothing that a stranger could not read.
 *
 * @param about ids and paths: what is there is read by whoever is told, so that a message is never older than its matter
 */
export async function announce(
  ctx: Pick<Ctx, "db" | "now">,
  essay: number,
  event: WebhookEvent,
  about: Record<string, string | null>,
): Promise<void> {
  for (const webhook of await listening(ctx.db, { essay })) {
    if (!webhook.events.includes(event)) continue;
    const [row] = await ctx.db
      .insert(deliveries)
      .values({ id: newId(), webhook: webhook.rowId, event, at: ctx.now, about })
      .returning({ rowId: deliveries.rowId });
    if (!row) throw new Error("the delivery was not inserted");
    await enqueue(ctx, { kind: "deliver", subject: row.rowId, host: new URL(webhook.url).hostname });
  }
}

const listening = kept((db, { essay }: Given<{ essay: number }>) =>
  db
    .select({ rowId: webhooks.rowId, url: webhooks.url, events: webhooks.events })
    .from(webhooks)
    .where(and(eq(webhooks.essay, essay), isNull(webhooks.endedAt))),
);

/** Tells that a contribution is there for everybody to read. */
export const announceAttached = (
  ctx: Pick<Ctx, "db" | "now">,
  contribution: { id: string; kind: "evidence" | "rebuttal" },
  claim: { essay: number; id: string; slug: string },
): Promise<void> =>
  announce(ctx, claim.essay, "contribution.attached", {
    kind: contribution.kind,
    contribution: paths.contribution(contribution),
    claim: paths.claim(claim),
  });
