import { asc, desc, eq, isNull } from "drizzle-orm";
import { deliveries, essays, webhooks } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { authorize } from "@/lib/policy/policy";
import type { Delivery, Webhook } from "./webhooks";

const shownDeliveries = 20;
const webhooksAtMost = 100;

/** The webhooks of all essays, with what was sent to each lately. */
export async function listWebhooks(ctx: Ctx): Promise<Webhook[]> {
  authorize(ctx, "webhook.read");
  const rows = await ctx.db
    .select({ webhook: webhooks, essay: { slug: essays.slug, title: essays.title } })
    .from(webhooks)
    .innerJoin(essays, eq(essays.rowId, webhooks.essay))
    .where(isNull(webhooks.endedAt))
    .orderBy(asc(webhooks.rowId))
    .limit(webhooksAtMost);
  const listed: Webhook[] = [];
  for (const { webhook, essay } of rows) {
    const sent = await ctx.db
      .select()
      .from(deliveries)
      .where(eq(deliveries.webhook, webhook.rowId))
      .orderBy(desc(deliveries.rowId))
      .limit(shownDeliveries);
    const { id, url, events, createdAt } = webhook;
    listed.push({ id, essay, url, events, createdAt, deliveries: sent.map(shown) });
  }
  return listed;
}

const shown = (row: typeof deliveries.$inferSelect): Delivery => ({
  id: row.id,
  event: row.event,
  at: row.at,
  attempts: row.attempts,
  triedAt: row.triedAt,
  status: row.status,
  fault: row.fault,
  state: row.deliveredAt ? "delivered" : row.givenUpAt ? "given-up" : "waiting",
});
