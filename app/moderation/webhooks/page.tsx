import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { DeskNav } from "@/components/moderation/desk-nav";
import { WebhookForm } from "@/components/webhooks/webhook-form";
import { WebhookList } from "@/components/webhooks/webhook-list";
import { listEssays } from "@/lib/essays/queries";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { listWebhooks } from "@/lib/webhooks/queries";
import { addWebhookAction, endWebhookAction, redeliverAction } from "./actions";

export const metadata: Metadata = { title: "Webhooks", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

export default async function Page() {
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.webhooks));
  if (!may(ctx, "webhook.read")) notFound();
  const essays = await listEssays(ctx);
  return (
    <div className="narrow">
      <h1>Webhooks</h1>
      <DeskNav role={ctx.viewer.role} here={paths.webhooks} />
      <p>
        A program elsewhere can be told of what happens to an essay: Moot sends it a signed message, and tries again for
        about three days where nobody takes it. Messages name what they are about; what it says is read from there.
      </p>
      <WebhookList webhooks={await listWebhooks(ctx)} end={endWebhookAction} redeliver={redeliverAction} />
      <h2>Add a webhook</h2>
      <WebhookForm essays={essays.map(({ slug, title }) => ({ slug, title }))} action={addWebhookAction} />
    </div>
  );
}
