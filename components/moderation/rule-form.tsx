"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { HoldRuleRead } from "@/lib/curation/holding/catches";
import { faultIn, typedIn } from "@/lib/form-state";
import styles from "./rules.module.css";

/** Turns a rule on or off, and says how far it goes. */
export function RuleForm({
  rule: { code, name, enabled, threshold, bounds, alwaysOn, byDefault },
  action,
}: {
  rule: HoldRuleRead;
  action: FormAction;
}) {
  const { state, submit, pending } = useForm(action);
  const on = state.status === "refused" ? state.values.enabled === "on" : enabled;
  return (
    <details open={state.status === "refused"}>
      <summary>
        Change<span className="visually-hidden"> the rule “{name}”</span>
      </summary>
      <form action={submit}>
        <FormNotice state={state} />
        <input type="hidden" name="code" value={code} />
        {alwaysOn ? (
          <input type="hidden" name="enabled" value="on" />
        ) : (
          <label className={styles.on}>
            <input key={String(on)} type="checkbox" name="enabled" defaultChecked={on} />
            The rule is on
          </label>
        )}
        {bounds && (
          <Field
            label={bounds.label}
            name="threshold"
            id={`${code}-threshold`}
            type="number"
            inputMode="numeric"
            required
            min={bounds.least}
            max={bounds.most}
            hint={`From ${bounds.least} to ${bounds.most}; ${byDefault.threshold} by default.`}
            error={faultIn(state, "threshold")}
            defaultValue={typedIn(state, "threshold", String(threshold))}
          />
        )}
        <Field
          label="Why"
          name="reason"
          id={`${code}-reason`}
          hint="You may leave it empty. The change and its reason stand on the public log."
          error={faultIn(state, "reason")}
          maxLength={2000}
          defaultValue={typedIn(state, "reason")}
        />
        <Button type="submit" kind="main" disabled={pending}>
          Save
        </Button>
      </form>
    </details>
  );
}
