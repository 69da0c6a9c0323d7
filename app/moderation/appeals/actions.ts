"use server";

import { answerAppeal } from "@/lib/curation/commands";
import { paths } from "@/lib/paths";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const answerAppealAction = formAction(async (ctx, form) => {
  await answerAppeal(ctx, text(form, "id"), {
    outcome: form.get("outcome"),
    text: text(form, "text"),
    publish: form.get("publish") !== null,
  });
  return { leave: paths.appeals };
});
