import { Field } from "@/components/ui/field";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";

type SupportsProps = {
  id: string;
  state: FormState<unknown>;
  claims: { id: string; statement: string }[];
  chosen: string;
};

/** What the essay uses a claim for: another of its claims, or none. */
export function SupportsField({ id, state, claims, chosen }: SupportsProps) {
  const typed = typedIn(state, "supports", chosen);
  return (
    <Field
      label="What the essay supports with it"
      name="supports"
      id={`${id}-supports`}
      hint="It may be left open."
      error={faultIn(state, "supports")}
    >
      {(props) => (
        // Keyed, because a form that comes back refused leaves a select as it was made at first.
        <select key={typed} {...props} defaultValue={typed}>
          <option value="">No other claim</option>
          {claims.map((claim) => (
            <option key={claim.id} value={claim.id}>
              {claim.statement}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
