import { Passage } from "@/components/claims/passage";
import { Given } from "@/components/moderation/inbox/given";
import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import { kindPhrases } from "@/lib/claims/claims";
import { paths } from "@/lib/paths";
import { type Proposal, proposalWords } from "@/lib/proposals/proposals";
import styles from "./proposals.module.css";
import { WithdrawForm } from "./withdraw-form";

/** What somebody proposed, the latest first, and how each stands. */
export function OwnProposals({ items, action }: { items: Proposal[]; action: FormAction }) {
  if (items.length === 0) {
    return (
      <p>
        You have proposed no claim yet. In an essay's text, select the passage that says it.{" "}
        <a href={paths.home}>The essays</a>
      </p>
    );
  }
  return (
    <ul className={styles.list}>
      {items.map((it) => (
        <li key={it.id} id={it.id}>
          <p className={styles.statement}>{it.statement}</p>
          <Passage quote={it.quote} />
          <p>
            <b>{proposalWords[it.state]}</b>
            {it.claim && (
              <>
                : <a href={paths.claim(it.claim)}>{it.claim.statement}</a>
              </>
            )}
          </p>
          <Given reason={it.reason} />
          <p className="quiet">
            <When at={it.at} exact /> · {kindPhrases[it.kind]}
            {it.resolvesOn && `, resolves ${it.resolvesOn}`} · of{" "}
            <a href={paths.essayText(it.essay.slug)}>{it.essay.title.split(": ")[0]}</a>
          </p>
          {it.state === "waiting" && <WithdrawForm id={it.id} statement={it.statement} action={action} />}
        </li>
      ))}
    </ul>
  );
}
