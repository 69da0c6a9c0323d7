"use server";

import { refresh } from "next/cache";
import type { Reviewed } from "@/components/moderation/review";
import { ban, grantRole, unban } from "@/lib/accounts/commands";
import { decideMany, type Outcome, undoMany } from "@/lib/curation/commands";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

const accountIn = (form: FormData) => String(form.get("account") ?? "");

export const giveRole = formAction(async (ctx, form) => {
  await grantRole(ctx, accountIn(form), {
    role: form.get("role"),
    essay: text(form, "essay"),
    reason: form.get("reason"),
  });
  refresh();
  return { message: "The role holds from now on." };
});

export const banAccount = formAction(async (ctx, form) => {
  await ban(ctx, accountIn(form), {
    reason: form.get("reason"),
    days: form.get("days") || null,
    hides: form.get("hides") === "yes",
  });
  refresh();
  return { message: "The ban holds from now on." };
});

export const liftBan = formAction(async (ctx, form) => {
  await unban(ctx, accountIn(form), { reason: form.get("reason") });
  refresh();
  return { message: "The ban is lifted." };
});

export const reviewAttached = formAction<Reviewed>(async (ctx, form) => {
  const [to, code] = text(form, "what").split(":");
  const reason = { code, text: text(form, "reason.text") };
  const data = reviewed(await decideMany(ctx, { items: itemsIn(form), to, reason }));
  refresh();
  return { data };
});

export const undoReview = formAction<Reviewed>(async (ctx, form) => {
  const data = reviewed(await undoMany(ctx, { items: itemsIn(form) }));
  refresh();
  return { data };
});

const itemsIn = (form: FormData) =>
  form.getAll("item").map((item) => {
    const [id, version] = String(item).split(":");
    return { id, version };
  });

const reviewed = (outcomes: Outcome[]): Reviewed => ({
  decided: outcomes.filter(({ done }) => done).length,
  refused: outcomes.flatMap((one) => (one.done ? [] : [{ id: one.id, message: one.message }])),
  undo: outcomes.flatMap((one) => (one.done ? [`${one.id}:${one.version}`] : [])),
});
