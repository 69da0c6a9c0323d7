"use server";

import { paths } from "@/lib/paths";
import { decideProposal } from "@/lib/proposals/commands";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const acceptProposalAction = formAction(async (ctx, form) => {
  const { claim } = await decideProposal(ctx, text(form, "id"), {
    to: "accepted",
    version: form.get("version"),
    statement: text(form, "statement"),
    kind: text(form, "kind"),
    resolvesOn: text(form, "resolvesOn"),
    supports: text(form, "supports"),
  });
  return { leave: claim ? paths.claim(claim) : paths.proposalDesk };
});

export const mergeProposalAction = formAction(async (ctx, form) => {
  // An address that was typed goes before what was ticked.
  const into = text(form, "address").trim() || text(form, "into");
  const reason = { text: text(form, "reason.text") };
  await decideProposal(ctx, text(form, "id"), {
    to: "merged",
    version: form.get("version"),
    into: into || undefined,
    reason,
  });
  return { leave: paths.proposalDesk };
});

export const declineProposalAction = formAction(async (ctx, form) => {
  const reason = { code: text(form, "reason.code"), text: text(form, "reason.text") };
  await decideProposal(ctx, text(form, "id"), { to: "declined", version: form.get("version"), reason });
  return { leave: paths.proposalDesk };
});
