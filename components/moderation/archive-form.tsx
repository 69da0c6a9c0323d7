"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { faultIn, typedIn } from "@/lib/form-state";

type ArchiveProps = { id: string; archiveUrl: string | null; action: FormAction; next: string };

/** Sets the address of an archived copy beside a source; an empty field takes it off. */
export function ArchiveForm({ id, archiveUrl, action, next }: ArchiveProps) {
  const { state, submit, pending } = useForm(action);
  return (
    <details open={state.status === "refused" || undefined}>
      <summary>{archiveUrl ? "Another archived copy" : "Attach an archived copy"}</summary>
      <form action={submit}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="next" value={next} />
        <FormNotice state={state} />
        <Field
          label="Address of the copy"
          name="url"
          id={`archive-${id}`}
          type="url"
          inputMode="url"
          placeholder="https://web.archive.org/web/…"
          defaultValue={typedIn(state, "url", archiveUrl ?? "")}
          maxLength={2048}
          error={faultIn(state, "url")}
          hint="For readers to whom the source itself does not answer any more."
        />
        <Button type="submit" disabled={pending}>
          Keep this copy
        </Button>
      </form>
    </details>
  );
}
