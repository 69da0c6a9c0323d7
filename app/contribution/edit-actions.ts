"use server";
import { edit, withdraw } from "@/lib/contributions/commands";
import { contributionById } from "@/lib/contributions/list";
import { paths } from "@/lib/paths";
import { bodyFrom } from "@/lib/rich-text/form";
import { sourceFrom, text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const editContribution = formAction(async (ctx, form) => {
  const id = text(form, "id");
  const it = await contributionById(ctx, id);
  await edit(ctx, id, {
    version: text(form, "version"),
    body: bodyFrom(form),
    ...(it.kind === "evidence" && { source: sourceFrom(form), stance: text(form, "stance") }),
  });
  return { leave: it.state === "held" ? paths.claim(it.claim) : paths.contribution(it) };
});

export const withdrawContribution = formAction(async (ctx, form) => {
  const it = await contributionById(ctx, text(form, "id"));
  await withdraw(ctx, it.id);
  return { leave: paths.claim(it.claim) };
});
