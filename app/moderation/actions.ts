"use server";

import {
  attachArchive,
  checkQuote,
  decide,
  flag,
  lockClaim,
  pin,
  undoDecision,
  unlockClaim,
  unpin,
} from "@/lib/curation/commands";
import { safeNext } from "@/lib/paths";
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
  await flag(ctx, text(form, "id"), { reason: form.get("reason"), text: text(form, "text") });
  return { message: "Thank you. A curator will look at it." };
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
