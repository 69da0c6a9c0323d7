"use client";

import { WordingFields } from "@/components/moderation/claims/wording-fields";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { ClaimLink } from "@/lib/claims/claims";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { PassageFields } from "./passage-fields";
import { TranslatesField } from "./translates-field";

export type Made = { claim: ClaimLink };

type Props = { slug: string; claims: ClaimLink[]; untranslated: ClaimLink[]; action: FormAction<Made> };

/** Makes a claim of a passage that was selected in the text. */
export function MakeClaimForm({ slug, claims, untranslated, action }: Props) {
  const { state, submit, pending } = useForm(action);
  const made = state.status === "done" ? state.data?.claim : undefined;
  return (
    <form action={submit}>
      <h2>Make a claim</h2>
      <FormNotice state={state} />
      {made && (
        <p>
          <a href={paths.claim(made)}>{made.statement}</a>
        </p>
      )}
      <input type="hidden" name="slug" value={slug} />
      <PassageFields state={state} />
      <WordingFields
        id="made"
        state={state}
        wording={{ statement: "", kind: "fact", resolvesOn: null }}
        label="What the essay claims here"
      />
      <SupportsField state={state} claims={claims} />
      <TranslatesField id="made" state={state} claims={untranslated} chosen="" />
      <Button type="submit" kind="main" disabled={pending}>
        Make this claim
      </Button>
    </form>
  );
}

function SupportsField({ state, claims }: { state: FormState<unknown>; claims: ClaimLink[] }) {
  const chosen = typedIn(state, "supports");
  if (claims.length === 0) return null;
  return (
    <Field
      label="What it supports"
      name="supports"
      id="made-supports"
      hint="The claims that the essay draws from it, if any. Several can be chosen."
      error={faultIn(state, "supports")}
    >
      {(props) => (
        <select key={chosen} {...props} multiple size={6} defaultValue={chosen.split("\n")}>
          {claims.map(({ id, statement }) => (
            <option key={id} value={id}>
              {statement}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
