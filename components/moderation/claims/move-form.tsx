"use client";

import { Composer } from "@/components/contributions/composers";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { ClaimDesk } from "@/lib/curation/claim-desk";
import { faultIn, typedIn } from "@/lib/form-state";
import { ReasonField, VersionField } from "./wording-fields";

type MoveProps = {
  claim: { id: string; version: number };
  elsewhere: ClaimDesk["elsewhere"];
  action: FormAction;
};

/** Moves a claim to a section of another essay. */
export function MoveForm({ claim, elsewhere, action }: MoveProps) {
  const { state, submit, pending } = useForm(action);
  const place = typedIn(state, "place");
  return (
    <Composer title="Move it to another essay" id="move" open={state.status === "refused"}>
      <form action={submit}>
        <p>Its address, its votes and all that is attached to it go along.</p>
        <FormNotice state={state} />
        <input type="hidden" name="id" value={claim.id} />
        <VersionField state={state} claim={claim} />
        <Field
          label="Where to"
          name="place"
          id="move-place"
          hint="In a section, it becomes the last claim."
          error={faultIn(state, "essay") ?? faultIn(state, "section")}
        >
          {(props) => (
            <select key={place} {...props} defaultValue={place}>
              {elsewhere.map((essay) => (
                <optgroup key={essay.slug} label={essay.title}>
                  <option value={`:${essay.slug}`}>Where its passage stands, or at the end</option>
                  {essay.sections.map((section) => (
                    <option key={section.position} value={`${section.position}:${essay.slug}`}>
                      {section.title}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          )}
        </Field>
        <ReasonField id="move" state={state} />
        <Button type="submit" kind="main" disabled={pending}>
          Move the claim
        </Button>
      </form>
    </Composer>
  );
}
