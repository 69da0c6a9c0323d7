import { Field } from "@/components/ui/field";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";

/** What a field that chooses one of some claims is told by its form. */
export type Choosing = {
  /** Of the form: no other on the page has it. */
  id: string;
  state: FormState<unknown>;
  claims: { id: string; statement: string }[];
  /** The id of the claim that is chosen at first; empty where none is. */
  chosen: string;
};

type Props = Choosing & { name: string; label: string; hint: string; none: string };

/** Chooses one of some claims, or none. */
export function ClaimChoice({ id, state, claims, chosen, name, label, hint, none }: Props) {
  const typed = typedIn(state, name, chosen);
  return (
    <Field label={label} name={name} id={`${id}-${name}`} hint={hint} error={faultIn(state, name)}>
      {(props) => (
        // Keyed, because a form that comes back refused leaves a select as it was made at first.
        <select key={typed} {...props} defaultValue={typed}>
          <option value="">{none}</option>
          {claims.map(({ id, statement }) => (
            <option key={id} value={id}>
              {statement}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
