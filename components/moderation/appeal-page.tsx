import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import { type Appeal, appealDays, appealWords, type OwnAppeal } from "@/lib/curation/appeals";
import { roleWords, wordFor } from "@/lib/curation/log-words";
import { stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import styles from "./appeal.module.css";
import { AppealForm } from "./appeal-form";
import { Given } from "./inbox/given";

/** What the author of something turned down can do against it, or what became of what they did. */
export function AppealPage({ own, action }: { own: OwnAppeal; action: FormAction }) {
  const { contribution, claim, decision, until, appeal } = own;
  return (
    <>
      <p className="quiet">
        <a href={paths.contribution(contribution)}>Back to your {contribution.kind}</a>
      </p>
      <h1>{own.may ? "Appeal against a decision" : "Your appeal"}</h1>
      <p>Your {contribution.kind} on:</p>
      <p className={styles.claim}>
        <a href={paths.claim(claim)}>{claim.statement}</a>
      </p>
      {decision && (
        <>
          <p>
            was <a href={paths.logEntry(decision.id)}>{wordFor(decision.to ?? "")}</a> by {roleWords(decision.byRole)}{" "}
            on <When at={decision.at} />
            {decision.reason ? ", with this reason:" : "."}
          </p>
          <Given reason={decision.reason} />
        </>
      )}
      {appeal && <Outcome appeal={appeal} />}
      {own.may && until ? (
        <>
          <p>
            A moderator who did not make this decision reads what you write and answers it in writing. You can appeal
            once against it, until <When at={until} exact />.
          </p>
          {contribution.state === "rejected" && (
            <p>
              Did the decision have a point? Then <a href={paths.edit(contribution)}>edit it</a> instead: it goes back
              to the curators at once. Editing it while an appeal is open ends the appeal, since nobody can judge any
              more what the decision was about.
            </p>
          )}
          <AppealForm id={contribution.id} removed={contribution.state === "removed"} action={action} />
        </>
      ) : (
        !appeal && <p>{whyNone(own)}</p>
      )}
    </>
  );
}

function whyNone({ decision, contribution }: OwnAppeal): string {
  if (decision) return `The ${appealDays} days for an appeal are over.`;
  return `There is no decision to appeal against: it is ${stateWords[contribution.state].label.toLowerCase()}.`;
}

function Outcome({ appeal }: { appeal: Appeal }) {
  const { label, explanation } = appealWords[appeal.state];
  return (
    <section>
      <h2>{label}</h2>
      <p>{explanation}</p>
      <p className="quiet">
        You wrote, on <When at={appeal.at} exact />:
      </p>
      <blockquote className={styles.words}>{appeal.text}</blockquote>
      {appeal.answer && appeal.answeredAt && (
        <>
          <p className="quiet">
            A moderator answered, on <When at={appeal.answeredAt} exact />:
          </p>
          <blockquote className={styles.words}>{appeal.answer}</blockquote>
        </>
      )}
    </section>
  );
}
