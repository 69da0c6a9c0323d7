import { Day } from "@/components/ui/day";
import type { FormAction } from "@/components/ui/use-form";
import type { ListedAccount } from "@/lib/accounts/accounts";
import { paths } from "@/lib/paths";
import styles from "./accounts.module.css";
import { BanForm, RoleForm, UnbanForm } from "./people-forms";

type Actions = { giveRole: FormAction; banAccount: FormAction; liftBan: FormAction };

export function PeopleList({ people, actions }: { people: ListedAccount[]; actions: Actions }) {
  if (people.length === 0) return <p>Nobody is found by that.</p>;
  return (
    <ul className={styles.list}>
      {people.map((person) => (
        <li key={person.id}>
          <div>
            <a href={paths.person(person.name)}>{person.name}</a> <span className="quiet">{person.role}</span>
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
          {(person.mayBan || person.mayGrant) && (
            <details className={styles.acts}>
              <summary>
                Change<span className="visually-hidden"> {person.name}</span>
              </summary>
              {person.mayGrant && <RoleForm action={actions.giveRole} account={person} role={person.role} />}
              {person.mayBan &&
                (person.banned ? (
                  <UnbanForm action={actions.liftBan} account={person} />
                ) : (
                  <BanForm action={actions.banAccount} account={person} />
                ))}
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
