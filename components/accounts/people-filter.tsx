import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { type Role, roles } from "@/lib/accounts/accounts";
import styles from "./accounts.module.css";

export function PeopleFilter({ name, role }: { name: string; role: Role | undefined }) {
  return (
    <form className={styles.filter}>
      <Field label="Name begins with" name="name" type="search" defaultValue={name} />
      <Field label="Role" name="role">
        {(props) => (
          <select {...props} defaultValue={role ?? ""}>
            <option value="">any</option>
            {roles.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </Field>
      <Button type="submit">Find</Button>
    </form>
  );
}
