"use server";
import type { Voted } from "@/components/votes/vote-form";
import { claimLink } from "@/lib/claims/queries";
import { attach, rate } from "@/lib/contributions/commands";
import { contributionById } from "@/lib/contributions/list";
import { paths } from "@/lib/paths";
import { bodyFrom } from "@/lib/rich-text/form";
import { castVote, withdrawVote } from "@/lib/votes/commands";
import { sourceFrom, text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

export const voteOnClaim = formAction<Voted>(async (ctx, form) => {
  const claim = text(form, "claim");
  const vote = text(form, "vote");
  if (!ctx.viewer) {
    const page = paths.claim(await claimLink(ctx, claim));
    return { next: paths.signIn(page, `vote:${claim}:${vote}`) };
  }
  return { data: vote === "withdraw" ? await withdrawVote(ctx, claim) : await castVote(ctx, claim, { value: vote }) };
});

export const rateContribution = formAction(async (ctx, form) => {
  const [id = "", value = ""] = text(form, "rate").split(":");
  if (!ctx.viewer) return { next: paths.signIn(paths.contribution(await contributionById(ctx, id))) };
  const { counts } = await rate(ctx, id, { value });
  return { message: `Rated ${value}: ${counts.convincing} found it convincing, ${counts.unconvincing} did not.` };
});

export const attachContribution = formAction(async (ctx, form) => {
  const claimId = text(form, "claim");
  const attached = await attach(ctx, claimId, {
    kind: text(form, "kind"),
    stance: text(form, "stance"),
    parent: text(form, "parent") || null,
    body: bodyFrom(form),
    source: sourceFrom(form),
    despite: form.getAll("despite"),
  });
  if (attached.state !== "held") return { leave: attached.url };
  // The claim tells its author with the viewer's layer, which takes a script.
  return { leave: paths.claim(await claimLink(ctx, claimId)), leaveWithoutScript: paths.edit(attached) };
});
