"use server";

import { refresh } from "next/cache";
import type { Made } from "@/components/essays/make-claim-form";
import { makeClaim, placePassage } from "@/lib/essays/commands";
import { paths } from "@/lib/paths";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

const passageFrom = (form: FormData) => ({
  quote: { exact: text(form, "quote.exact"), prefix: text(form, "quote.prefix"), suffix: text(form, "quote.suffix") },
  ...(text(form, "start") && { start: text(form, "start") }),
});

export const makeClaimAction = formAction<Made>(async (ctx, form) => {
  const { decision, ...claim } = await makeClaim(ctx, text(form, "slug"), {
    ...passageFrom(form),
    statement: text(form, "statement"),
    kind: text(form, "kind"),
    resolvesOn: text(form, "resolvesOn"),
    supports: form.getAll("supports"),
    translates: text(form, "translates"),
  });
  refresh();
  return { message: decision === null ? "This claim was made already:" : "The claim is made:", data: { claim } };
});

export const placePassageAction = formAction(async (ctx, form) => {
  await placePassage(ctx, text(form, "id"), { ...passageFrom(form), reason: text(form, "reason") });
  return { leave: paths.essayDesk(text(form, "slug")) };
});
