"use client";

import type { ReactNode } from "react";
import { Composer } from "@/components/contributions/composers";
import { WordingFields } from "@/components/moderation/claims/wording-fields";
import forms from "@/components/moderation/forms.module.css";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { declineReasons, reasonTextLimit } from "@/lib/curation/reasons";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";
import type { ProposalItem } from "@/lib/proposals/proposals";
import { SupportsField } from "./supports-field";

type DecideProps = { item: ProposalItem; action: FormAction };

/** Makes the claim, in the words that were proposed or in better ones. */
export function AcceptForm({ item, claims, action }: DecideProps & { claims: { id: string; statement: string }[] }) {
  const { state, submit, pending } = useForm(action);
  const id = `${item.id}-accept`;
  return (
    <Way title="Make it a claim" id={id} state={state}>
      <form action={submit}>
        <Common item={item} state={state} />
        <WordingFields id={id} state={state} wording={item} />
        <SupportsField id={id} state={state} claims={claims} chosen={item.supports?.id ?? ""} />
        <Button type="submit" kind="main" disabled={pending}>
          Make it a claim
        </Button>
      </form>
    </Way>
  );
}

/** Says which claim has it already. */
export function MergeForm({ item, action }: DecideProps) {
  const { state, submit, pending } = useForm(action);
  const id = `${item.id}-merge`;
  const chosen = typedIn(state, "into");
  return (
    <Way title="Another claim says it" id={id} state={state}>
      <form action={submit}>
        <Common item={item} state={state} />
        {item.similar.length > 0 && (
          <fieldset className={forms.choices}>
            <legend>Which</legend>
            {item.similar.map((claim) => (
              <label key={claim.id}>
                <input
                  key={String(chosen === claim.id)}
                  type="radio"
                  name="into"
                  value={claim.id}
                  defaultChecked={chosen === claim.id}
                />
                <span>{claim.statement}</span>
              </label>
            ))}
          </fieldset>
        )}
        <Field
          label={item.similar.length > 0 ? "Or its address" : "Its address"}
          name="address"
          id={`${id}-address`}
          hint="Of the claim's page."
          error={faultIn(state, "into")}
          maxLength={2000}
          defaultValue={typedIn(state, "address")}
        />
        <Why id={id} state={state} hint="It may be left out." />
        <Button type="submit" kind="main" disabled={pending}>
          Let that claim stand for it
        </Button>
      </form>
    </Way>
  );
}

/** Makes no claim of it, and says why. */
export function DeclineForm({ item, action }: DecideProps) {
  const { state, submit, pending } = useForm(action);
  const id = `${item.id}-decline`;
  const code = typedIn(state, "reason.code");
  return (
    <Way title="Decline it" id={id} state={state}>
      <form action={submit}>
        <Common item={item} state={state} />
        <Field label="Reason" name="reason.code" id={`${id}-code`} error={faultIn(state, "reason.code")}>
          {(props) => (
            <select key={code} {...props} required defaultValue={code}>
              <option value="">Choose why</option>
              {Object.entries(declineReasons).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Why id={id} state={state} hint="For whoever proposed it, and for everybody who reads the log." />
        <Button type="submit" kind="main" disabled={pending}>
          Decline it
        </Button>
      </form>
    </Way>
  );
}

type WayProps = { title: string; id: string; state: FormState<unknown>; children: ReactNode };

function Way({ title, id, state, children }: WayProps) {
  return (
    <Composer title={title} id={id} open={state.status === "refused"}>
      {children}
    </Composer>
  );
}

function Common({ item, state }: { item: ProposalItem; state: FormState<unknown> }) {
  return (
    <>
      <FormNotice state={state} />
      <input type="hidden" name="id" value={item.id} />
      <input type="hidden" name="version" value={item.version} />
    </>
  );
}

function Why({ id, state, hint }: { id: string; state: FormState<unknown>; hint: string }) {
  return (
    <Field label="In your words" name="reason.text" id={`${id}-text`} hint={hint} error={faultIn(state, "reason.text")}>
      {(props) => (
        <textarea {...props} rows={2} maxLength={reasonTextLimit} defaultValue={typedIn(state, "reason.text")} />
      )}
    </Field>
  );
}
