"use client";
import formStyles from "@/components/moderation/forms.module.css";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { type Grade, grades, gradeWords } from "@/lib/curation/grades";
import { faultIn, typedIn } from "@/lib/form-state";

type GradeFormProps = {
  domain: string;
  /** How often it was graded when this page was made. */
  version: number;
  /** Its own grade, not one of a domain above it. */
  own: { grade: Grade; rationale: string } | null;
  grade: FormAction;
  ungrade: FormAction;
};

/** Grades a site, or takes its grade off. */
export function GradeForm({ domain, version, own, grade, ungrade }: GradeFormProps) {
  const { state, submit, pending } = useForm(grade);
  const chosen = typedIn(state, "grade", own?.grade ?? "");
  return (
    <>
      <form action={submit}>
        <FormNotice state={state} />
        <Seen domain={domain} version={version} />
        <fieldset className={formStyles.choices}>
          <legend>What it is worth as a source</legend>
          {grades.map((one) => (
            <label key={one}>
              <input type="radio" name="grade" value={one} defaultChecked={chosen === one} />
              <span>
                {gradeWords[one].label}
                <small>{gradeWords[one].explanation}</small>
              </span>
            </label>
          ))}
          {faultIn(state, "grade") && <p className={formStyles.error}>{faultIn(state, "grade")}</p>}
        </fieldset>
        <Field
          label="Why"
          name="rationale"
          hint="Everybody can read it: it stands on the site's page and on the public log."
          error={faultIn(state, "rationale")}
        >
          {(props) => (
            <textarea
              {...props}
              rows={4}
              maxLength={2000}
              required
              defaultValue={typedIn(state, "rationale", own?.rationale ?? "")}
            />
          )}
        </Field>
        <Button type="submit" kind="main" disabled={pending}>
          {own ? "Grade it anew" : "Grade it"}
        </Button>
      </form>
      {own && <UngradeForm domain={domain} version={version} action={ungrade} />}
    </>
  );
}

const Seen = ({ domain, version }: { domain: string; version: number }) => (
  <>
    <input type="hidden" name="domain" value={domain} />
    <input type="hidden" name="version" value={version} />
  </>
);

function UngradeForm({ domain, version, action }: { domain: string; version: number; action: FormAction }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit} className={formStyles.apart}>
      <FormNotice state={state} />
      <Seen domain={domain} version={version} />
      <Field label="Why it is to have no grade" name="rationale" id="ungrade" error={faultIn(state, "rationale")}>
        {(props) => (
          <textarea {...props} rows={2} maxLength={2000} required defaultValue={typedIn(state, "rationale")} />
        )}
      </Field>
      <Button type="submit" disabled={pending}>
        Take the grade off
      </Button>
    </form>
  );
}
