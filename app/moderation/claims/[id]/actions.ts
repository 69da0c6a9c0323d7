"use server";

import { claimLink } from "@/lib/claims/queries";
import { editClaim, mergeClaims, moveClaim, resolveClaim, splitClaim } from "@/lib/curation/commands";
import { translateClaim } from "@/lib/essays/commands";
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

export const translateClaimAction = formAction(async (ctx, form) => {
  const { id } = await translateClaim(ctx, text(form, "id"), { translates: text(form, "translates") });
  return { leave: paths.claim(await claimLink(ctx, id)) };
});

/** Contributions are ticked one by one: a form that comes back refused then knows which. */
const chosenIn = (form: FormData) =>
  [...form.keys()].flatMap((name) => (name.startsWith("contribution.") ? name.slice(13) : []));

export const moveClaimAction = formAction(async (ctx, form) => {
  const [section = "", ...essay] = text(form, "place").split(":");
  const moved = await moveClaim(ctx, text(form, "id"), {
    essay: essay.join(":"),
    section: section || undefined,
    ...commonFrom(form),
  });
  return { leave: paths.claim(moved) };
});

export const splitClaimAction = formAction(async (ctx, form) => {
  const { id } = await splitClaim(ctx, text(form, "id"), {
    ...wordingFrom(form),
    ...commonFrom(form),
    quote: text(form, "quote"),
    contributions: chosenIn(form),
    rest: wordingFrom(form, "rest."),
  });
  return { leave: paths.claim(await claimLink(ctx, id)) };
});

export const resolveClaimAction = formAction(async (ctx, form) => {
  const resolved = await resolveClaim(ctx, text(form, "id"), {
    version: form.get("version"),
    outcome: form.get("outcome"),
    reasons: text(form, "reasons"),
    contributions: chosenIn(form),
    replaces: form.get("replaces"),
  });
  return { leave: `${paths.claim(resolved)}#resolution` };
});
