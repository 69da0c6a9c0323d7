"use server";

import { resetPassword } from "@/lib/accounts/commands";
import { formAction } from "@/lib/web/forms";
import { countTryFrom } from "@/lib/web/limits";
import { arrive, asker } from "@/lib/web/signing-in";

export const resetByLink = formAction(async (ctx, form) => {
  const { address, userAgent } = await asker();
  await countTryFrom("sign-in by address", address);
  const input = { secret: form.get("secret"), password: form.get("password") };
  return { leave: await arrive(ctx, await resetPassword(ctx, input, userAgent), { next: "/settings", intent: "" }) };
});
