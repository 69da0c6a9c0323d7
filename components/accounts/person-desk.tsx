import { Day } from "@/components/ui/day";
import type { FormAction } from "@/components/ui/use-form";
import type { ListedAccount } from "@/lib/accounts/accounts";
import { paths } from "@/lib/paths";
import styles from "./accounts.module.css";
import { PersonForms } from "./people-list";

type Props = {
  person: ListedAccount;
  essays: { slug: string; title: string }[];
  actions: { giveRole: FormAction; banAccount: FormAction; liftBan: FormAction };
};

/** Who somebody is, and what those who may can change about it. */
export function PersonDesk({ person, essays, actions }: Props) {
  return (
    <>
      <p>
        {person.role}
        {person.curates && ` of “${person.curates.title}”`}, here since <Day at={person.createdAt} />.{" "}
        <a href={paths.person(person.name)}>What everybody sees</a>
      </p>
      {person.banned && (
        <p className={styles.banned}>
          Banned{" "}
          {person.banned.until ? (
            <>
              until <Day at={person.banned.until} />
            </>
          ) : (
            "until it is lifted"
          )}
          {person.banned.hides && "; what they attached is held meanwhile"}
          {person.banned.reason && `: ${person.banned.reason}`}
        </p>
      )}
      <PersonForms person={person} essays={essays} actions={actions} />
    </>
  );
}
