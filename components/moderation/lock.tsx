"use client";

import { Composer } from "@/components/contributions/composers";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { Lock } from "@/lib/claims/claims";
import { lockWords } from "@/lib/curation/locks";
import { faultIn, typedIn } from "@/lib/form-state";
import styles from "./forms.module.css";

type LockProps = {
  claim: { id: string; locked: Lock; lockReason: string | null; lockedUntil: Date | null };
  lock: FormAction;
  unlock: FormAction;
  next: string;
};

/** Locks a claim, changes its lock, or opens it again. */
export function LockForm({ claim, lock, unlock, next }: LockProps) {
  const { state, submit, pending } = useForm(lock);
  const chosen = typedIn(state, "lock", claim.locked === "open" ? "hold-new" : claim.locked);
  return (
    <Composer
      title={claim.locked === "open" ? "Lock it" : "Change its lock"}
      id="lock"
      open={state.status === "refused"}
    >
      <form action={submit}>
        <FormNotice state={state} />
        <input type="hidden" name="id" value={claim.id} />
        <input type="hidden" name="next" value={next} />
        <fieldset className={styles.choices}>
          <legend>What the lock does</legend>
          {(["hold-new", "curators-only"] as const).map((lock) => (
            <label key={lock}>
              <input type="radio" name="lock" value={lock} defaultChecked={chosen === lock} />
              <span>
                {lockWords[lock].label}
                <small>{lockWords[lock].explanation}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <Field
          label="Why"
          name="reason"
          hint="Readers of the claim see this, and it stands on the public log."
          error={faultIn(state, "reason")}
        >
          {(props) => (
            <textarea
              {...props}
              rows={3}
              maxLength={2000}
              defaultValue={typedIn(state, "reason", claim.lockReason ?? "")}
            />
          )}
        </Field>
        <Field
          label="Until the end of"
          name="until"
          type="date"
          hint="By UTC. Leave it empty for a lock that somebody has to take off."
          error={faultIn(state, "until")}
          defaultValue={typedIn(state, "until", claim.lockedUntil?.toISOString().slice(0, 10) ?? "")}
        />
        <Button type="submit" kind="main" disabled={pending}>
          {claim.locked === "open" ? "Lock the claim" : "Change the lock"}
        </Button>
      </form>
      {claim.locked !== "open" && <UnlockForm id={claim.id} action={unlock} next={next} />}
    </Composer>
  );
}

function UnlockForm({ id, action, next }: { id: string; action: FormAction; next: string }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit} className={styles.apart}>
      <FormNotice state={state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="next" value={next} />
      <Button type="submit" disabled={pending}>
        Open the claim again
      </Button>
    </form>
  );
}
