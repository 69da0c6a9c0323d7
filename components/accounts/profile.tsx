import { Day } from "@/components/ui/day";
import type { Attached, Role } from "@/lib/accounts/accounts";
import type { ClaimLink } from "@/lib/claims/claims";
import type { State } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import { type VoteValue, voteLabels } from "@/lib/votes/votes";
import styles from "./accounts.module.css";

type Page<T> = { items: T[]; nextCursor: string | null };
type Props = {
  profile: {
    name: string;
    role: Role;
    createdAt: Date;
    banned: boolean;
    attached: Page<Attached>;
    votes: Page<{ claim: ClaimLink; value: VoteValue; at: Date }> | null;
  };
  /** What the address asked for: the cursors of the two lists. */
  view: Partial<Record<string, string>>;
};

/** What a person attached and, if they show it, how they voted. */
export function ProfileView({ profile, view }: Props) {
  const { name, role, attached, votes } = profile;
  const here = paths.person(name);
  const chosen = Object.entries(view).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const link = (change: Record<string, string>) =>
    `${here}?${new URLSearchParams({ ...Object.fromEntries(chosen), ...change })}`;
  return (
    <>
      <h1>{name}</h1>
      <p className="quiet">
        {role === "member" ? "Here" : `${role[0]?.toUpperCase()}${role.slice(1)}, here`} since{" "}
        <Day at={profile.createdAt} />
        {profile.banned && " · banned from taking part for now"}
      </p>
      <section>
        <h2>Evidence and rebuttals</h2>
        {attached.items.length === 0 && (
          <p className="quiet">
            {name} has attached nothing{view.after && " more"}.
          </p>
        )}
        <ul className={styles.attached}>
          {attached.items.map((one) => (
            <AttachedItem key={one.id} {...one} />
          ))}
        </ul>
        {attached.nextCursor && (
          <p>
            <a href={link({ after: attached.nextCursor })}>Show more</a>
          </p>
        )}
      </section>
      {votes && (
        <section id="votes">
          <h2>Votes</h2>
          {votes.items.length === 0 && <p className="quiet">No vote{view.votes && " more"}.</p>}
          <ul className={styles.attached}>
            {votes.items.map(({ claim, value, at }) => (
              <li key={claim.id}>
                <p className="quiet">
                  <strong>{voteLabels[value]}</strong> · <Day at={at} />
                </p>
                <a href={paths.claim(claim)}>{claim.statement}</a>
              </li>
            ))}
          </ul>
          {votes.nextCursor && (
            <p>
              <a href={`${link({ votes: votes.nextCursor })}#votes`}>Show more</a>
            </p>
          )}
        </section>
      )}
    </>
  );
}

const stateWords: Partial<Record<State, string>> = {
  unreviewed: "unreviewed",
  accepted: "accepted",
  "needs-source": "needs a source",
  rejected: "rejected",
};

function AttachedItem({ id, kind, stance, state, text, sourceTitle, claim, createdAt }: Attached) {
  const what = kind === "rebuttal" ? "Rebuttal" : stance === "supports" ? "Evidence for" : "Evidence against";
  return (
    <li>
      <p className="quiet">
        <strong>{what}</strong> · {stateWords[state]} · <Day at={createdAt} />
      </p>
      <p className={styles.text}>
        <a href={paths.contribution({ kind, id })}>{sourceTitle ?? text}</a>
      </p>
      {sourceTitle && <p className={styles.text}>{text}</p>}
      <p className="quiet">
        under <a href={paths.claim(claim)}>{claim.statement}</a>
      </p>
    </li>
  );
}
