import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { roles } from "@/lib/accounts/accounts";
import { decisionActions, type LogFilters } from "@/lib/curation/log";
import { actionLabels } from "@/lib/curation/log-words";
import type { ReasonChoice } from "@/lib/curation/reasons";
import { paths } from "@/lib/paths";
import styles from "./log-filter.module.css";

type Props = {
  chosen: LogFilters;
  essays: { slug: string; title: string }[];
  reasons: ReasonChoice[];
};

/** A plain form that asks by its address, so that a part of the log can be linked to. */
export function LogFilter({ chosen, essays, reasons }: Props) {
  const { claim, contribution, person, from, to } = chosen;
  return (
    <details className={styles.filter} open={Object.values(chosen).some(Boolean)}>
      <summary>Narrow it</summary>
      <form action={paths.log} method="get">
        {Object.entries({ claim, contribution, person }).map(
          ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <div className={styles.fields}>
          <Choice label="What" name="action" chosen={chosen.action} any="Everything">
            {decisionActions.map((action) => [action, actionLabels[action]])}
          </Choice>
          <Choice label="By" name="role" chosen={chosen.role} any="Everybody">
            {roles.map((role) => [role, role])}
          </Choice>
          <Choice label="Reason" name="reason" chosen={chosen.reason} any="Any">
            {reasons.map(({ code, label }) => [code, label])}
          </Choice>
          {essays.length > 1 && (
            <Choice label="Essay" name="essay" chosen={chosen.essay} any="All">
              {essays.map(({ slug, title }) => [slug, title])}
            </Choice>
          )}
          <Field label="From" name="from" type="date" defaultValue={from} />
          <Field label="To" name="to" type="date" defaultValue={to} />
        </div>
        <Button type="submit">Show</Button>
      </form>
    </details>
  );
}

type ChoiceProps = {
  label: string;
  name: string;
  chosen: string | undefined;
  any: string;
  children: readonly (readonly [string, string])[];
};

function Choice({ label, name, chosen, any, children }: ChoiceProps) {
  return (
    <Field label={label} name={name}>
      {(props) => (
        <select {...props} defaultValue={chosen ?? ""}>
          <option value="">{any}</option>
          {children.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
