"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import {
  changePassword,
  deleteAccount,
  forgetMail,
  makeToken,
  renameAccount,
  revokeSession,
  revokeToken,
  setMail,
  setShowsVotes,
  signOutEverywhere,
  unlinkIdentity,
} from "@/lib/accounts/commands";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";
import { countTry, countTryFrom, mailTried, nameTried } from "@/lib/web/limits";
import { canMail } from "@/lib/web/mail";
import { sendMailLink } from "@/lib/web/mail-links";
import { configuredProviders } from "@/lib/web/providers";
import { asker, leave } from "@/lib/web/signing-in";

export const rename = formAction(async (ctx, form) => {
  await renameAccount(ctx, { name: form.get("name") });
  return { leave: `/settings?done=name` };
});

export const setPassword = formAction(async (ctx, form) => {
  if (ctx.viewer) await countTry("sign-in by name", nameTried(ctx.viewer.name));
  const keepTokens = form.get("keepTokens") === "yes";
  await changePassword(ctx, { current: form.get("currentPassword"), password: form.get("password"), keepTokens });
  refresh();
  const tokens = keepTokens ? "Your tokens still work." : "Your tokens no longer work.";
  return { message: `The new password holds. You are signed out everywhere else. ${tokens}` };
});

export const showVotes = formAction(async (ctx, form) => {
  const showsVotes = form.get("showsVotes") === "yes";
  await setShowsVotes(ctx, { showsVotes });
  return { message: showsVotes ? "Your profile shows how you voted." : "Your profile no longer shows how you voted." };
});

export const confirmMail = formAction(async (ctx, form) => {
  await countTryFrom("mail by address", (await asker()).address);
  await countTry("mail by recipient", mailTried(form.get("email")));
  const link = await setMail(ctx, { email: form.get("email") });
  await sendMailLink(link, "confirm", (await headers()).get("x-forwarded-host"));
  return { message: `A link is on its way to ${link.email}. The address counts once you have followed it.` };
});

export const dropMail = formAction(async (ctx) => {
  await forgetMail(ctx, workingWays());
  refresh();
  return { message: "The address is forgotten." };
});

export const dropProvider = formAction(async (ctx, form) => {
  await unlinkIdentity(ctx, text(form, "provider"), workingWays());
  refresh();
  return { message: "It no longer signs you in." };
});

const workingWays = () => ({ mail: canMail(), providers: configuredProviders().map(({ id }) => id) });

export const endSession = formAction(async (ctx, form) => {
  await revokeSession(ctx, text(form, "session"));
  refresh();
  return { message: "That session is ended." };
});

export const endAllSessions = formAction(async (ctx) => {
  await signOutEverywhere(ctx);
  await leave();
  return { leave: "/" };
});

export const newToken = formAction<{ name: string; secret: string }>(async (ctx, form) => {
  const { name, secret } = await makeToken(ctx, { name: form.get("name"), scope: form.get("scope") });
  refresh();
  return { data: { name, secret } };
});

export const dropToken = formAction(async (ctx, form) => {
  await revokeToken(ctx, text(form, "token"));
  refresh();
  return { message: "That token no longer works." };
});

export const deleteOwnAccount = formAction(async (ctx, form) => {
  await deleteAccount(ctx, { name: form.get("name") });
  await leave();
  return { leave: "/" };
});
