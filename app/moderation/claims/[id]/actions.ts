"use server";

import { claimLink } from "@/lib/claims/queries";
import { editClaim, mergeClaims, splitClaim } from "@/lib/curation/commands";
import { paths } from "@/lib/paths";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

const wordingFrom = (form: FormData, prefix = "") => ({
  statement: text(form, `${prefix}statement`),
  kind: text(form, `${prefix}kind`),
  resolvesOn: text(form, `${prefix}resolvesOn`),
});

const commonFrom = (form: FormData) => ({ version: form.get("version"), reason: text(form, "reason") });

export const editClaimAction = formAction(async (ctx, form) => {
  const edited = await editClaim(ctx, text(form, "id"), { ...wordingFrom(form), ...commonFrom(form) });
  return { leave: paths.claim(edited) };
});

export const mergeClaimAction = formAction(async (ctx, form) => {
  const { into } = await mergeClaims(ctx, text(form, "id"), {
    into: text(form, "into"),
    intoVersion: form.get("intoVersion") ?? undefined,
    ...commonFrom(form),
  });
  return { leave: paths.claim(into) };
});

export const splitClaimAction = formAction(async (ctx, form) => {
  const chosen = [...form.keys()].flatMap((name) => (name.startsWith("contribution.") ? name.slice(13) : []));
  const { id } = await splitClaim(ctx, text(form, "id"), {
    ...wordingFrom(form),
    ...commonFrom(form),
    quote: text(form, "quote"),
    contributions: chosen,
    rest: wordingFrom(form, "rest."),
  });
  return { leave: paths.claim(await claimLink(ctx, id)) };
});
