"use server";

import { refresh } from "next/cache";
import { ban, grantRole, unban } from "@/lib/accounts/commands";
import { formAction } from "@/lib/web/forms";

const accountIn = (form: FormData) => String(form.get("account") ?? "");

export const giveRole = formAction(async (ctx, form) => {
  await grantRole(ctx, accountIn(form), { role: form.get("role"), reason: form.get("reason") });
  refresh();
  return { message: "The role holds from now on." };
});

export const banAccount = formAction(async (ctx, form) => {
  await ban(ctx, accountIn(form), { reason: form.get("reason"), days: form.get("days") || null });
  refresh();
  return { message: "The ban holds from now on." };
});

export const liftBan = formAction(async (ctx, form) => {
  await unban(ctx, accountIn(form), { reason: form.get("reason") });
  refresh();
  return { message: "The ban is lifted." };
});
