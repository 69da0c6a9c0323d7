"use server";

import { contributionById } from "@/lib/contributions/list";
import {
  attachArchive,
  checkQuote,
  decide,
  flag,
  lockClaim,
  pin,
  takeFlagBack,
  undoDecision,
  unlockClaim,
  unpin,
} from "@/lib/curation/commands";
import { paths, safeNext } from "@/lib/paths";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const decideAction = formAction(async (ctx, form) => {
  await decide(ctx, text(form, "id"), {
    to: form.get("to"),
    version: form.get("version"),
    reason: { code: text(form, "reason.code"), text: text(form, "reason.text") },
    mergedInto: form.get("mergedInto"),
  });
  return { leave: safeNext(form.get("next")) };
});

export const checkQuoteAction = formAction(async (ctx, form) => {
  await checkQuote(ctx, text(form, "id"), {
    result: form.get("result"),
    version: form.get("version"),
    reason: { text: text(form, "reason.text") },
  });
  return { leave: safeNext(form.get("next")) };
});

export const archiveAction = formAction(async (ctx, form) => {
  await attachArchive(ctx, text(form, "id"), { url: text(form, "url") });
  return { leave: safeNext(form.get("next")) };
});

export const flagAction = formAction(async (ctx, form) => {
  const id = text(form, "id");
  await flag(ctx, id, { reason: form.get("reason"), text: text(form, "text") });
  return { leave: paths.flag(await contributionById(ctx, id)) };
});

export const takeFlagBackAction = formAction(async (ctx, form) => {
  const id = text(form, "id");
  await takeFlagBack(ctx, id);
  return { leave: paths.flag(await contributionById(ctx, id)) };
});

export const lockAction = formAction(async (ctx, form) => {
  await lockClaim(ctx, text(form, "id"), {
    lock: form.get("lock"),
    reason: text(form, "reason"),
    until: text(form, "until"),
  });
  return { leave: safeNext(form.get("next")) };
});

export const unlockAction = formAction(async (ctx, form) => {
  await unlockClaim(ctx, text(form, "id"));
  return { leave: safeNext(form.get("next")) };
});

export const pinAction = formAction(async (ctx, form) => {
  const set = form.get("pinned") === "true" ? pin : unpin;
  await set(ctx, text(form, "id"));
  return { leave: safeNext(form.get("next")) };
});

export const undoAction = formAction(async (ctx, form) => {
  await undoDecision(ctx, text(form, "id"), { reason: { text: text(form, "reason.text") } });
  return { leave: safeNext(form.get("next")) };
});
