import { randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { deliveries, essays, webhooks } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { recordDecision } from "@/lib/curation/record";
import { invalid, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { enqueue } from "@/lib/jobs/jobs";
import { authorize } from "@/lib/policy/policy";
import { webhookInput } from "./input";

/** Adds an address that is told of what happens to an essay. Its secret is answered once, and never again. */
export async function addWebhook(ctx: Ctx, input: unknown): Promise<{ id: string; secret: string }> {
  const { essay: slug, url, events } = parse(webhookInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "webhook.change");
    const [essay] = await ctx.db.select({ rowId: essays.rowId }).from(essays).where(eq(essays.slug, slug));
    if (!essay) throw invalid({ essay: "There is no such essay." });
    const id = newId();
    const secret = `whsec_${randomBytes(24).toString("base64")}`;
    await ctx.db
      .insert(webhooks)
      .values({ id, essay: essay.rowId, url, secret, events, by: viewer.rowId, createdAt: ctx.now });
    await recordDecision(ctx, viewer, {
      action: "settings",
      subject: `webhook:${id}`,
      to: "added",
    });
    return { id, secret };
  });
}

/** Ends a webhook: nothing more is sent, what waited neither. */
export const endWebhook = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "webhook.change");
    const [webhook] = await ctx.db.select().from(webhooks).where(eq(webhooks.id, id));
    if (!webhook) throw notFound("webhook");
    if (webhook.endedAt !== null) return;
    await ctx.db.update(webhooks).set({ endedAt: ctx.now }).where(eq(webhooks.rowId, webhook.rowId));
    await recordDecision(ctx, viewer, {
      action: "settings",
      subject: `webhook:${id}`,
      from: "added",
      to: "ended",
    });
  });

/** Sends a message anew, whatever became of it before. */
export const redeliver = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    authorize(ctx, "webhook.change");
    const [found] = await ctx.db
      .select({ rowId: deliveries.rowId, url: webhooks.url })
      .from(deliveries)
      .innerJoin(webhooks, eq(webhooks.rowId, deliveries.webhook))
      .where(and(eq(deliveries.id, id), isNull(webhooks.endedAt)));
    if (!found) throw notFound("delivery");
    await ctx.db
      .update(deliveries)
      .set({ attempts: 0, deliveredAt: null, givenUpAt: null })
      .where(eq(deliveries.rowId, found.rowId));
    await enqueue(ctx, { kind: "deliver", subject: found.rowId, host: new URL(found.url).hostname });
  });
