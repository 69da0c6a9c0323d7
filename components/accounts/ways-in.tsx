import type { FormAction } from "@/components/ui/use-form";
import styles from "./accounts.module.css";
import { ButtonForm } from "./settings-forms";

type Props = {
  email: string | null;
  linked: { id: string; label: string }[];
  dropMail: FormAction;
  dropProvider: FormAction;
};

/** The ways of signing in that an account has beside its password. */
export function WaysIn({ email, linked, dropMail, dropProvider }: Props) {
  if (email === null && linked.length === 0) return null;
  return (
    <ul className={styles.list}>
      {email !== null && (
        <li>
          <div>
            Links mailed to <strong>{email}</strong>
          </div>
          <ButtonForm action={dropMail}>Forget it</ButtonForm>
        </li>
      )}
      {linked.map(({ id, label }) => (
        <li key={id}>
          <div>{label}</div>
          <ButtonForm action={dropProvider} fields={{ provider: id }}>
            Unlink<span className="visually-hidden"> {label}</span>
          </ButtonForm>
        </li>
      ))}
    </ul>
  );
}
