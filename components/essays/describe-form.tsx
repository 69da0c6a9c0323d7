"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { faultIn, typedIn } from "@/lib/form-state";
import { type Described, LanguageFields, type Original, TitleFields } from "./essay-fields";

type Props = {
  essay: Described & { slug: string; language: string; translationOf: string | null };
  originals: Original[];
  action: FormAction;
};

/** Changes what an essay is called, who wrote it, where it stands, and its language. */
export function DescribeForm({ essay, originals, action }: Props) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="slug" value={essay.slug} />
      <TitleFields state={state} essay={essay} />
      <Field
        label="Where it stands"
        name="url"
        type="url"
        hint="Its address on the web, if it has one. Readers are led there."
        error={faultIn(state, "url")}
        defaultValue={typedIn(state, "url", essay.url ?? "")}
      />
      <LanguageFields state={state} essay={essay} originals={originals} />
      <Button type="submit" disabled={pending}>
        Save these
      </Button>
    </form>
  );
}
