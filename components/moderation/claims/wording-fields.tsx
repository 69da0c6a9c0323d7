import { Field } from "@/components/ui/field";
import { claimKinds, kindPhrases, statementLimit, type Wording } from "@/lib/claims/claims";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";

type WordingProps = {
  /** Tells the fields of several forms on a page apart, and of several wordings in a form: `rest.`. */
  id: string;
  prefix?: string;
  state: FormState<unknown>;
  wording: Wording;
  label?: string;
};

/** The fields of a claim's wording. */
export function WordingFields({ id, prefix = "", state, wording, label = "Statement" }: WordingProps) {
  const typed = (name: keyof Wording) => typedIn(state, prefix + name, wording[name] ?? "");
  const field = (name: keyof Wording) => ({
    name: prefix + name,
    id: `${id}-${prefix}${name}`,
    error: faultIn(state, prefix + name),
  });
  const kind = typed("kind");
  return (
    <>
      <Field {...field("statement")} label={label} hint="One proposition, as a sentence that stands alone.">
        {(props) => (
          <textarea {...props} rows={3} maxLength={statementLimit} required defaultValue={typed("statement")} />
        )}
      </Field>
      <Field {...field("kind")} label="Kind">
        {(props) => (
          // Keyed, because a form that comes back refused leaves a select as it was made at first.
          <select key={kind} {...props} defaultValue={kind}>
            {claimKinds.map((one) => (
              <option key={one} value={one}>
                {kindPhrases[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        {...field("resolvesOn")}
        label="The day on which it resolves"
        type="date"
        hint="Of a prediction only. It may be left empty."
        defaultValue={typed("resolvesOn")}
      />
    </>
  );
}

/** Why it is done: for the log, for readers and voters. */
export function ReasonField({ id, state }: { id: string; state: FormState<unknown> }) {
  return (
    <Field
      label="Why"
      name="reason"
      id={`${id}-reason`}
      hint="It stands on the public log, for those who read the claim and voted on it."
      error={faultIn(state, "reason")}
    >
      {(props) => <textarea {...props} rows={2} maxLength={2000} required defaultValue={typedIn(state, "reason")} />}
    </Field>
  );
}

/** The version that the form is about: once a refusal has shown a newer one, that. */
export function VersionField({ state, claim }: { state: FormState<unknown>; claim: { id: string; version: number } }) {
  const newer = state.status === "refused" && state.details?.claim === claim.id ? state.details.version : undefined;
  const version = typeof newer === "number" ? newer : claim.version;
  return <input key={version} type="hidden" name="version" value={version} />;
}
