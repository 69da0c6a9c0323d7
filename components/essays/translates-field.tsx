import { Field } from "@/components/ui/field";
import type { ClaimLink } from "@/lib/claims/claims";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";

type Props = {
  id: string;
  state: FormState<unknown>;
  /** Of the original: the claims that can be chosen. */
  claims: ClaimLink[];
  /** The id of the one that is chosen. */
  chosen: string;
};

/** Which claim of the original a claim of a translation says. */
export function TranslatesField({ id, state, claims, chosen }: Props) {
  const value = typedIn(state, "translates", chosen);
  if (claims.length === 0) return null;
  return (
    <Field
      label="The same, in the original"
      name="translates"
      id={`${id}-translates`}
      hint="Readers of either are led to the other."
      error={faultIn(state, "translates")}
    >
      {(props) => (
        <select key={value} {...props} defaultValue={value}>
          <option value="">None of these</option>
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
