"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { ReasonList } from "@/lib/curation/reasons";
import { faultIn, typedIn } from "@/lib/form-state";

export function AddReason({ list, action }: { list: ReasonList; action: FormAction }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="list" value={list} />
      <Field
        label={`Another reason to ${list}`}
        name="label"
        id={`${list}-new`}
        maxLength={120}
        required
        hint="As a sentence that its author can make something of: “It is out of date”."
        defaultValue={typedIn(state, "label")}
        error={faultIn(state, "label")}
      />
      <Button type="submit" disabled={pending}>
        Add it
      </Button>
    </form>
  );
}
