"use client";

import { BodyField } from "@/components/editor/body-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { PassageReport as Report } from "@/lib/essays/report";
import { noteLimit } from "@/lib/essays/texts";
import { faultIn, typedIn } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import styles from "./desk.module.css";
import { PassageReport } from "./passage-report";

/** A text that was looked at before it is saved: what it does to the claims, and a mark by which it is known again. */
export type TextPreview = { report: Report; seen: string; markdown: string; note: string };

type Props = {
  slug: string;
  text: { number: number; markdown: string } | null;
  action: FormAction<TextPreview>;
};

/** The text in the editor. Where a change would move or lose a claim's passage, that is shown before it is saved. */
export function EditTextForm({ slug, text, action }: Props) {
  const { state, submit, pending } = useForm(action);
  const preview = state.status === "done" ? state.data : undefined;
  const stale = state.status === "refused" && state.code === "text.stale";
  const newer = stale ? Number(state.details?.version) : (text?.number ?? 0);
  const seen = preview?.seen ?? typedIn(state, "seen");
  return (
    <form action={submit}>
      <FormNotice state={state} />
      {stale && (
        <p>
          <a href={paths.textHistory(slug)} target="_blank" rel="noopener">
            What was changed meanwhile
          </a>{" "}
          (in another tab). What you save now takes its place.
        </p>
      )}
      {preview && <PassageReport report={preview.report} />}
      <input type="hidden" name="slug" value={slug} />
      <input key={newer} type="hidden" name="version" value={newer} />
      <input key={`seen ${seen}`} type="hidden" name="seen" value={seen} />
      <BodyField
        kind="essay"
        label="The text"
        state={state}
        initial={preview?.markdown ?? text?.markdown ?? ""}
        hint="Without its title. Headings make the sections that claims are listed in."
      />
      <Field
        label="What was changed, and why"
        name="note"
        maxLength={noteLimit}
        hint="It stands in the text's history and on the public log. It may be left empty."
        error={faultIn(state, "note")}
        defaultValue={typedIn(state, "note", preview?.note ?? "")}
      />
      <div className={styles.actions}>
        <Button type="submit" kind="main" name="intent" value="save" disabled={pending}>
          Save the text
        </Button>
        <Button type="submit" name="intent" value="preview" disabled={pending}>
          See what becomes of the claims
        </Button>
      </div>
    </form>
  );
}
