"use server";

import { paths } from "@/lib/paths";
import { propose } from "@/lib/proposals/commands";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const proposeAction = formAction(async (ctx, form) => {
  const { id } = await propose(ctx, text(form, "essay"), {
    quote: {
      exact: text(form, "quote.exact"),
      prefix: text(form, "quote.prefix"),
      suffix: text(form, "quote.suffix"),
    },
    start: form.get("start"),
    statement: text(form, "statement"),
    kind: text(form, "kind"),
    resolvesOn: text(form, "resolvesOn"),
    supports: text(form, "supports"),
    despite: form.get("despite"),
  });
  return { leave: `${paths.proposals}#${id}` };
});
