"use server";

import { changeRule } from "@/lib/curation/commands";
import { paths } from "@/lib/paths";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const changeRuleAction = formAction(async (ctx, form) => {
  await changeRule(ctx, text(form, "code"), {
    enabled: form.get("enabled") === "on",
    threshold: text(form, "threshold") || null,
    reason: text(form, "reason"),
  });
  return { leave: paths.rules };
});
