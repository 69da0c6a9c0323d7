import { Field } from "@/components/ui/field";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";

type Props = { state: FormState<unknown>; label?: string };

export const NameField = ({ state, label = "Name", otherwise = "" }: Props & { otherwise?: string }) => (
  <Field
    label={label}
    name="name"
    hint="2 to 32 characters: letters of any script, digits, - and _. Everybody sees it beside what you attach."
    autoComplete="username"
    autoCapitalize="none"
    spellCheck={false}
    required
    defaultValue={typedIn(state, "name", otherwise)}
    error={faultIn(state, "name")}
  />
);

export const NewPasswordField = ({ state, label = "Password" }: Props) => (
  <Field
    label={label}
    name="password"
    type="password"
    hint="At least 10 characters. A few words together do well."
    autoComplete="new-password"
    minLength={10}
    maxLength={200}
    required
    error={faultIn(state, "password")}
  />
);
