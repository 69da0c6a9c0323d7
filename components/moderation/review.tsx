"use client";

import { Button } from "@/components/ui/button";
import { Day } from "@/components/ui/day";
import { Field } from "@/components/ui/field";
import { FormNotice, Notice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { ClaimLink } from "@/lib/claims/claims";
import type { ContributionKind, Stance, State } from "@/lib/contributions/contributions";
import type { ReasonChoices } from "@/lib/curation/reasons";
import { faultIn, typedIn } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import styles from "./review.module.css";
import { StateMark } from "./state-mark";

type Item = {
  id: string;
  kind: ContributionKind;
  stance: Stance;
  state: State;
  version: number;
  createdAt: Date;
  claim: ClaimLink;
  text: string | null;
  source: string | null;
  may: { reject: boolean; remove: boolean };
};

/** What became of each; `undo` holds `<id>:<version>` of those that were decided. */
export type Reviewed = { decided: number; refused: { id: string; message: string }[]; undo: string[] };

type Props = {
  items: Item[];
  reasons: ReasonChoices;
  /** Whether all of it is chosen from the start. */
  chosen: boolean;
  decide: FormAction<Reviewed>;
  undo: FormAction<Reviewed>;
};

/** All that a person attached, to decide about together. */
export function Review({ items, reasons, chosen, decide, undo }: Props) {
  const { state, submit, pending } = useForm(decide);
  const open = items.filter(({ may }) => may.reject || may.remove);
  const mayRemove = open.some(({ may }) => may.remove);
  const before = state.status === "refused" ? new Set(typedIn(state, "item").split("\n")) : null;
  const done = state.status === "done" ? state.data : undefined;
  return (
    <>
      {done && <Outcome of={done} undo={undo} />}
      <form action={submit}>
        <FormNotice state={state} />
        <ul className={styles.list}>
          {items.map((item) => (
            <li key={`${item.id}:${item.version}`}>
              <ItemChoice item={item} chosen={before?.has(`${item.id}:${item.version}`) ?? chosen} />
            </li>
          ))}
        </ul>
        {open.length > 0 && (
          <div className={styles.decision}>
            <Field label="Decide about all that is chosen" name="what" error={faultIn(state, "reason.code")}>
              {(props) => (
                <select
                  key={typedIn(state, "what")}
                  {...props}
                  defaultValue={typedIn(state, "what", mayRemove ? "removed:spam" : "rejected:spam")}
                >
                  {mayRemove && (
                    <optgroup label="Remove: the text is taken down">
                      {reasons.remove.map(({ code, label }) => (
                        <option key={code} value={`removed:${code}`}>
                          Remove: {label}
                        </option>
                      ))}
                    </optgroup>
                  )}
                  <optgroup label="Reject: it can still be read">
                    {reasons.reject.map(({ code, label }) => (
                      <option key={code} value={`rejected:${code}`}>
                        Reject: {label}
                      </option>
                    ))}
                  </optgroup>
                </select>
              )}
            </Field>
            <Field
              label="In your words"
              name="reason.text"
              hint="Everybody can read this on the public log, once for each."
              error={faultIn(state, "reason.text")}
            >
              {(props) => (
                <textarea {...props} rows={2} maxLength={2000} defaultValue={typedIn(state, "reason.text")} />
              )}
            </Field>
            <Button type="submit" kind="main" disabled={pending}>
              Decide
            </Button>
          </div>
        )}
      </form>
    </>
  );
}

function ItemChoice({ item, chosen }: { item: Item; chosen: boolean }) {
  const { id, kind, stance, state, version, createdAt, claim, text, source, may } = item;
  const open = may.reject || may.remove;
  const what = kind === "rebuttal" ? "Rebuttal" : `Evidence that ${stance}`;
  return (
    <>
      <label className={styles.choice}>
        <input
          type="checkbox"
          name="item"
          value={`${id}:${version}`}
          defaultChecked={chosen && open && state !== "rejected"}
          disabled={!open}
        />
        <span>
          <b>{what}</b> <StateMark state={state} />{" "}
          <span className="quiet">
            <Day at={createdAt} />
          </span>
        </span>
      </label>
      <div className={styles.said}>
        <p className="quiet">
          on <a href={paths.claim(claim)}>{claim.statement}</a>
        </p>
        {text === null ? <p className="quiet">Its text was taken down.</p> : <p>{text}</p>}
        {source && <p className={styles.source}>{source}</p>}
        <a className="quiet" href={paths.desk(id)}>
          Look at it by itself
        </a>
      </div>
    </>
  );
}

function Outcome({ of: { decided, refused, undo: undoable }, undo }: { of: Reviewed; undo: FormAction<Reviewed> }) {
  const { state, submit, pending } = useForm(undo);
  const undone = state.status === "done" ? state.data : undefined;
  return (
    <div className={styles.outcome}>
      <Notice>
        {decided === 1 ? "One was decided." : `${decided} were decided.`}
        {refused.length > 0 && ` ${refused.length === 1 ? "One was not" : `${refused.length} were not`}:`}
        <Refused of={refused} />
      </Notice>
      {undone ? (
        <Notice>
          {undone.decided === 1 ? "One was taken back." : `${undone.decided} were taken back.`}
          <Refused of={undone.refused} />
        </Notice>
      ) : (
        undoable.length > 0 && (
          <form action={submit}>
            <FormNotice state={state} />
            {undoable.map((item) => (
              <input key={item} type="hidden" name="item" value={item} />
            ))}
            <Button type="submit" disabled={pending}>
              Undo {undoable.length === 1 ? "it" : `all ${undoable.length}`}
            </Button>
          </form>
        )
      )}
    </div>
  );
}

function Refused({ of }: { of: Reviewed["refused"] }) {
  if (of.length === 0) return null;
  return (
    <ul>
      {of.map(({ id, message }) => (
        <li key={id}>
          <a href={paths.desk(id)}>{id}</a>: {message}
        </li>
      ))}
    </ul>
  );
}
