"use server";

import { refresh } from "next/cache";
import { addReason, moveReason, restoreReason, retireReason, wordReason } from "@/lib/curation/commands";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const addReasonAction = formAction(async (ctx, form) => {
  const { label } = await addReason(ctx, text(form, "list"), { label: text(form, "label") });
  refresh();
  return { message: `Curators can now choose “${label}”.` };
});

/** One form a reason, with a button for each thing that can be done to it. */
export const changeReasonAction = formAction(async (ctx, form) => {
  const [list, code] = [text(form, "list"), text(form, "code")];
  const verb = text(form, "verb");
  if (verb === "up" || verb === "down") await moveReason(ctx, list, code, { to: verb });
  else if (verb === "retire") await retireReason(ctx, list, code);
  else if (verb === "restore") await restoreReason(ctx, list, code);
  else await wordReason(ctx, list, code, { label: text(form, "label"), was: text(form, "was") });
  refresh();
  return { message: "Changed." };
});
