import { Day } from "@/components/ui/day";
import type { FormAction } from "@/components/ui/use-form";
import type { ListedAccount } from "@/lib/accounts/accounts";
import { paths } from "@/lib/paths";
import styles from "./accounts.module.css";
import { BanForm, RoleForm, UnbanForm } from "./people-forms";

type Actions = { giveRole: FormAction; banAccount: FormAction; liftBan: FormAction };

type Essays = { slug: string; title: string }[];

export function PeopleList({ people, essays, actions }: { people: ListedAccount[]; essays: Essays; actions: Actions }) {
  if (people.length === 0) return <p>Nobody is found by that.</p>;
  return (
    <ul className={styles.list}>
      {people.map((person) => (
        <li key={person.id}>
          <div>
            <a href={paths.personDesk(person.name)}>{person.name}</a>{" "}
            <span className="quiet">
              {person.role}
              {person.curates && ` of “${person.curates.title}”`}
            </span>
            <div className="quiet">
              since <Day at={person.createdAt} />
            </div>
            {person.banned && (
              <div className={styles.banned}>
                Banned{" "}
                {person.banned.until ? (
                  <>
                    until <Day at={person.banned.until} />
                  </>
                ) : (
                  "until it is lifted"
                )}
                {person.banned.reason && `: ${person.banned.reason}`}
              </div>
            )}
          </div>
          <PersonForms person={person} essays={essays} actions={actions} />
        </li>
      ))}
    </ul>
  );
}

type FormsProps = { person: ListedAccount; essays: Essays; actions: Actions };

/** What the viewer may change about somebody. */
export function PersonForms({ person, essays, actions }: FormsProps) {
  if (!person.mayBan && !person.mayGrant) return null;
  return (
    <details className={styles.acts}>
      <summary>
        Change<span className="visually-hidden"> {person.name}</span>
      </summary>
      {person.mayGrant && <RoleForm action={actions.giveRole} account={person} essays={essays} />}
      {person.mayBan &&
        (person.banned ? (
          <UnbanForm action={actions.liftBan} account={person} />
        ) : (
          <BanForm action={actions.banAccount} account={person} />
        ))}
    </details>
  );
}
