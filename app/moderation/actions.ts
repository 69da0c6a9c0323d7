"use server";

import { contributionById } from "@/lib/contributions/list";
import {
  attachArchive,
  checkQuote,
  decide,
  decideMany,
  flag,
  lockClaim,
  pin,
  take,
  takeFlagBack,
  undoDecision,
  unlockClaim,
  unpin,
} from "@/lib/curation/commands";
import { filtersFrom } from "@/lib/curation/queue";
import { paths, safeNext } from "@/lib/paths";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";
import { deskView } from "./desk-view";

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

export const takeAction = formAction(async (ctx, form) => {
  await take(ctx, text(form, "id"));
  return { leave: safeNext(form.get("next")) };
});

const sourceActions = { checkQuote: checkQuoteAction, archive: archiveAction };

/** The desk at another place: what the deck shows next, rendered. */
export const moreAction = formAction(async (ctx, form) => {
  const asked = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  return { data: await deskView(ctx, filtersFrom(asked), { after: asked.after, item: asked.item }, sourceActions) };
});

/** Decides the same about all that is ticked: `item` is `<id>:<version>`, `to` the state and the reason's code. */
export const decideManyAction = formAction(async (ctx, form) => {
  const items = form.getAll("item").map((item) => {
    const [id, version] = String(item).split(":");
    return { id, version };
  });
  const [to, code] = text(form, "to").split(" ");
  const outcomes = await decideMany(ctx, { items, to, reason: { code, text: text(form, "reason.text") } });
  return { data: outcomes };
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
