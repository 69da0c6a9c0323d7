"use server";

import { paths } from "@/lib/paths";
import { withdrawProposal } from "@/lib/proposals/commands";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const withdrawProposalAction = formAction(async (ctx, form) => {
  const { id } = await withdrawProposal(ctx, text(form, "id"));
  return { leave: `${paths.proposals}#${id}` };
});
