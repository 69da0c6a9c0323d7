"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { State } from "@/lib/contributions/contributions";
import type { May } from "@/lib/curation/queue";
import type { ReasonChoices } from "@/lib/curation/reasons";
import { type Carries, decisionsFrom, stateWords } from "@/lib/curation/states";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import styles from "./decide.module.css";

type DecideProps = {
  contribution: { id: string; state: State; version: number };
  may: May;
  reasons: ReasonChoices;
  /** Whether somebody flagged it: leaving it as it is then answers them. */
  flagged?: boolean;
  action: FormAction;
  /** Where to go after a decision. */
  next: string;
};

/** What can be decided about a contribution: one small form each, so that it works without JavaScript. */
export function Decide({ contribution, may, reasons, flagged = false, action, next }: DecideProps) {
  const { state } = contribution;
  const ways = decisionsFrom(state).filter((way) => (way.by === "moderator" ? may.remove : may.decide));
  const form = { contribution, reasons, action, next };
  if (ways.length === 0 && !may.undo) return null;
  return (
    <div className={styles.ways}>
      {flagged && may.decide && state !== "held" && (
        <DecideForm {...form} to={state} label="Keep as it is" carries={{ text: "welcome" }} />
      )}
      {ways.map(({ to, carries }) =>
        to === "merged" ? (
          <a key={to} className={styles.away} href={paths.merge(contribution.id, { next })}>
            Merge into another…
          </a>
        ) : (
          <DecideForm key={to} {...form} to={to} label={verbs[to] ?? stateWords[to].label} carries={carries} />
        ),
      )}
      {may.undo && <DecideForm {...form} to="undo" label="Undo the last decision" carries={{ text: "welcome" }} />}
    </div>
  );
}

/** What became of the form, and the way to what is there now where somebody else was faster. */
function Outcome({ state, next }: { state: FormState; next: string }) {
  return (
    <>
      <FormNotice state={state} />
      {state.status === "refused" && state.code === "contribution.stale" && <a href={next}>Show it as it is now</a>}
    </>
  );
}

const verbs: Partial<Record<State, string>> = {
  unreviewed: "Show unreviewed",
  accepted: "Accept",
  "needs-source": "Ask for a source…",
  rejected: "Reject…",
  removed: "Remove…",
};

type FormProps = Omit<DecideProps, "may" | "flagged"> & { to: State | "undo"; label: string; carries: Carries };

function DecideForm({ contribution, to, label, carries, reasons, action, next }: FormProps) {
  const { state, submit, pending } = useForm(action);
  const { codes } = carries;
  const simple = !codes && carries.text === "welcome";
  const id = `${contribution.id}-${to}`;
  const hidden = (
    <>
      <input type="hidden" name="id" value={contribution.id} />
      <input type="hidden" name="version" value={contribution.version} />
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="next" value={next} />
    </>
  );
  if (simple) {
    return (
      <form action={submit} className={styles.simple}>
        {hidden}
        <Button type="submit" kind={to === "accepted" ? "main" : "plain"} disabled={pending}>
          {label}
        </Button>
        <Outcome state={state} next={next} />
      </form>
    );
  }
  return (
    <details className={styles.way} name={`decide-${contribution.id}`} open={state.status === "refused"}>
      <summary>{label}</summary>
      <form action={submit}>
        {hidden}
        <Outcome state={state} next={next} />
        {codes && (
          <Field label="Reason" name="reason.code" id={`${id}-code`} error={faultIn(state, "reason.code")}>
            {(props) => (
              <select key={typedIn(state, "reason.code")} {...props} defaultValue={typedIn(state, "reason.code")}>
                <option value="">Choose…</option>
                {reasons[codes].map(({ code, label }) => (
                  <option key={code} value={code}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Field
          label={to === "needs-source" ? "What is missing?" : "In your words"}
          name="reason.text"
          id={`${id}-text`}
          hint="Everybody can read this on the public log, and its author is told."
          error={faultIn(state, "reason.text")}
        >
          {(props) => <textarea {...props} rows={3} maxLength={2000} defaultValue={typedIn(state, "reason.text")} />}
        </Field>
        <Button type="submit" kind="main" disabled={pending}>
          {label.replace("…", "")}
        </Button>
      </form>
    </details>
  );
}
