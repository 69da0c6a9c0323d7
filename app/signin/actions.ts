"use server";

import { cookies, headers } from "next/headers";
import { followMailLink, makeMailLink, signIn } from "@/lib/accounts/commands";
import { formAction } from "@/lib/web/forms";
import { countTry, countTryFrom, forgetTries, mailTried, nameTried } from "@/lib/web/limits";
import { sendMailLink } from "@/lib/web/mail-links";
import { planCookie, planCookieOptions, readPlan, writePlan } from "@/lib/web/plan";
import { arrive, asker } from "@/lib/web/signing-in";

export const signInByPassword = formAction(async (ctx, form) => {
  const { address, userAgent } = await asker();
  const name = nameTried(form.get("name"));
  const key = `${name} ${address}`;
  await countTryFrom("sign-in by address", address);
  await countTry("sign-in by name", name);
  await countTry("sign-in by name and address", key);
  const signedIn = await signIn(ctx, { name: form.get("name"), password: form.get("password") }, userAgent);
  await forgetTries("sign-in by name and address", key);
  return { leave: await arrive(ctx, signedIn, { next: form.get("next"), intent: form.get("intent") }) };
});

/** Says the same whether or not the address is known here. */
export const mailALink = formAction(async (ctx, form) => {
  const { address } = await asker();
  await countTryFrom("mail by address", address);
  await countTry("mail by recipient", mailTried(form.get("email")));
  const link = await makeMailLink(ctx, { email: form.get("email") });
  (await cookies()).set(
    planCookie,
    writePlan({ next: form.get("next"), intent: form.get("intent") }),
    planCookieOptions(),
  );
  await sendMailLink(link, "sign-in", (await headers()).get("x-forwarded-host"));
  return { message: `A link is on its way to ${link.email}. It works once, for an hour.` };
});

/** The button of the page that a mail's link leads to. */
export const arriveByMail = formAction(async (ctx, form) => {
  const { userAgent } = await asker();
  const signedIn = await followMailLink(ctx, { secret: form.get("secret"), name: form.get("name") }, userAgent);
  if (signedIn === null) return { leave: "/settings?done=mail" };
  const plan = readPlan(await cookies());
  (await cookies()).set(planCookie, "", { ...planCookieOptions(), maxAge: 0 });
  return { leave: await arrive(ctx, signedIn, plan) };
});
