"use server";

import { signUp } from "@/lib/accounts/commands";
import { formAction } from "@/lib/web/forms";
import { countTryFrom } from "@/lib/web/limits";
import { arrive, asker } from "@/lib/web/signing-in";

export const signUpByPassword = formAction(async (ctx, form) => {
  const { address, userAgent } = await asker();
  await countTryFrom("sign-up by address", address);
  const signedIn = await signUp(ctx, { name: form.get("name"), password: form.get("password") }, userAgent);
  return { leave: await arrive(ctx, signedIn, { next: form.get("next"), intent: form.get("intent") }) };
});
