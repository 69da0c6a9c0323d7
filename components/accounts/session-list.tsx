import { Day } from "@/components/ui/day";
import type { FormAction } from "@/components/ui/use-form";

import styles from "./accounts.module.css";
import { ButtonForm } from "./settings-forms";
import { browserOf } from "./user-agent";

type Session = { id: string; userAgent: string | null; createdAt: Date; lastSeenAt: Date; current: boolean };

export function SessionList({ sessions, end }: { sessions: Session[]; end: FormAction }) {
  return (
    <ul className={styles.list}>
      {sessions.map((session) => (
        <li key={session.id}>
          <div>
            {browserOf(session.userAgent)}
            {session.current && <strong> · this one</strong>}
            <div className="quiet">
              since <Day at={session.createdAt} />, last used <Day at={session.lastSeenAt} />
            </div>
          </div>
          {!session.current && (
            <ButtonForm action={end} fields={{ session: session.id }}>
              End<span className="visually-hidden"> the session of {browserOf(session.userAgent)}</span>
            </ButtonForm>
          )}
        </li>
      ))}
    </ul>
  );
}
