"use server";

import { becomeFirstAdmin, claimFirstAdmin } from "@/lib/accounts/commands";
import { formAction } from "@/lib/web/forms";
import { countTryFrom } from "@/lib/web/limits";
import { arrive, asker } from "@/lib/web/signing-in";

export const becomeAdmin = formAction(async (ctx, form) => {
  await becomeFirstAdmin(ctx, String(form.get("secret") ?? ""));
  return { leave: "/moderation/people" };
});

export const signUpAsAdmin = formAction(async (ctx, form) => {
  const { address, userAgent } = await asker();
  await countTryFrom("sign-up by address", address);
  const input = {
    secret: String(form.get("secret") ?? ""),
    name: form.get("name") ?? undefined,
    password: form.get("password") ?? undefined,
  };
  return { leave: await arrive(ctx, await claimFirstAdmin(ctx, input, userAgent), { next: "/", intent: "" }) };
});
