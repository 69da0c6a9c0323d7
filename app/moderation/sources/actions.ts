"use server";

import { gradeSource, ungradeSource } from "@/lib/curation/commands";
import { paths } from "@/lib/paths";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const gradeAction = formAction(async (ctx, form) => {
  const { domain } = await gradeSource(ctx, text(form, "domain"), {
    grade: form.get("grade"),
    rationale: text(form, "rationale"),
    version: form.get("version"),
  });
  return { leave: paths.source(domain) };
});

export const ungradeAction = formAction(async (ctx, form) => {
  const { domain } = await ungradeSource(ctx, text(form, "domain"), {
    rationale: text(form, "rationale"),
    version: form.get("version"),
  });
  return { leave: paths.source(domain) };
});
