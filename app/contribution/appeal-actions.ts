"use server";

import { appeal } from "@/lib/curation/commands";
import { ownAppeal } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const appealAction = formAction(async (ctx, form) => {
  const id = text(form, "id");
  await appeal(ctx, id, { text: text(form, "text") });
  return { leave: paths.appeal((await ownAppeal(ctx, id)).contribution) };
});
