"use server";

import { refresh } from "next/cache";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";
import { addWebhook, endWebhook, redeliver } from "@/lib/webhooks/commands";

export const addWebhookAction = formAction<{ secret: string }>(async (ctx, form) => {
  const { secret } = await addWebhook(ctx, {
    essay: text(form, "essay"),
    url: text(form, "url"),
    events: form.getAll("events"),
  });
  refresh();
  return { message: "Copy the secret now: it is shown this once.", data: { secret } };
});

export const endWebhookAction = formAction(async (ctx, form) => {
  await endWebhook(ctx, text(form, "id"));
  refresh();
  return { message: "Nothing more is sent there." };
});

export const redeliverAction = formAction(async (ctx, form) => {
  await redeliver(ctx, text(form, "id"));
  refresh();
  return { message: "It is sent again." };
});
