import { eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { deliveries, essays, webhooks } from "@/db/schema";
import type { Handler } from "@/lib/jobs/worker";
import { FetchFailed, type FetchOptions, sendJson } from "@/lib/sources/fetch";
import { attemptsAtMost } from "./webhooks";

type DeliverOptions = Pick<FetchOptions, "allowed" | "userAgent" | "resolve"> & { origin: string };

/**
 * Sends a message to a webhook, signed as https://www.standardwebhooks.com says: HMAC-SHA256 over its id, the time and the
 * body. What is not answered with 2xx is tried again later, and given up in the end.
 */
export const deliverer =
  ({ origin, ...options }: DeliverOptions): Handler =>
  async ({ db, now, attempt, signal }, subject) => {
    const [found] = await db
      .select({ delivery: deliveries, webhook: webhooks, essay: { slug: essays.slug, title: essays.title } })
      .from(deliveries)
      .innerJoin(webhooks, eq(webhooks.rowId, deliveries.webhook))
      .innerJoin(essays, eq(essays.rowId, webhooks.essay))
      .where(eq(deliveries.rowId, subject));
    if (!found || found.webhook.endedAt !== null || found.delivery.deliveredAt !== null) return null;
    const { delivery, webhook, essay } = found;
    const sentAt = now();
    const body = JSON.stringify({
      id: delivery.id,
      type: delivery.event,
      timestamp: delivery.at.toISOString(),
      data: {
        essay: { ...essay, url: `${origin}/essays/${encodeURIComponent(essay.slug)}` },
        ...Object.fromEntries(
          Object.entries(delivery.about).map(([name, value]) => [
            name,
            value?.startsWith("/") ? origin + value : value,
          ]),
        ),
      },
    });
    const headers = {
      "webhook-id": delivery.id,
      "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
      "webhook-signature": new Webhook(webhook.secret).sign(delivery.id, sentAt, body),
    };
    const { status, fault } = await sendJson(webhook.url, body, headers, { ...options, signal }).then(
      (status) => ({ status, fault: status >= 200 && status < 300 ? null : `answered ${status}` }),
      (error: unknown) => {
        if (!(error instanceof FetchFailed) || signal.aborted) throw error;
        return { status: null, fault: error.fault };
      },
    );
    const last = attempt + 1 >= attemptsAtMost;
    await db.write((tx) =>
      tx
        .update(deliveries)
        .set({
          attempts: attempt + 1,
          triedAt: sentAt,
          status,
          fault,
          deliveredAt: fault === null ? sentAt : null,
          givenUpAt: fault !== null && last ? sentAt : null,
        })
        .where(eq(deliveries.rowId, subject)),
    );
    return fault === null || last ? null : "retry";
  };
