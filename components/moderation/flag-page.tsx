import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import type { Permalink } from "@/lib/contributions/contributions";
import { type Flagging, flagReasons } from "@/lib/curation/reasons";
import { paths } from "@/lib/paths";
import styles from "./appeal.module.css";
import { FlagForm } from "./flag";
import { TakeFlagBack } from "./take-flag-back";

type FlagPageProps = {
  permalink: Permalink;
  flagging: Flagging;
  /** Why the viewer can't flag it; null where they can. */
  whyNot: string | null;
  actions: { flag: FormAction; takeBack: FormAction };
};

/** The page on which something is flagged: what it is about, what was decided before, and the form. */
export function FlagPage({ permalink, flagging: { own, decided }, whyNot, actions }: FlagPageProps) {
  const { claim, contribution } = permalink;
  const by = contribution.author.name ?? "a former member";
  return (
    <>
      <p className="quiet">
        <a href={paths.contribution(contribution)}>Back to the {contribution.kind}</a>
      </p>
      <h1>Flag {contribution.kind === "evidence" ? "this evidence" : "this rebuttal"}</h1>
      <p>
        {contribution.source?.title ? `“${contribution.source.title}”, attached` : "Attached"} by {by} to:
      </p>
      <p className={styles.claim}>{claim.statement}</p>
      {own && (
        <section>
          <h2>You have flagged it</h2>
          <p>
            <b>{flagReasons[own.reason]}</b>
            {own.text && `: ${own.text}`}{" "}
            <span className="quiet">
              <When at={own.at} exact />
            </span>
          </p>
          <p>It waits for a curator. What they decide reaches you in your inbox.</p>
          <TakeFlagBack id={contribution.id} action={actions.takeBack} />
        </section>
      )}
      {decided.length > 0 && (
        <section>
          <h2>Looked at already</h2>
          <ul>
            {decided.map(({ reason, outcome, log }) => (
              <li key={reason}>
                {flagReasons[reason]}:{" "}
                <a href={log}>{outcome === "upheld" ? "a curator agreed" : "a curator kept it"}</a>
              </li>
            ))}
          </ul>
          <p>For these it can be flagged again once its author changes it.</p>
        </section>
      )}
      {whyNot ? (
        <p>{whyNot}</p>
      ) : (
        <>
          {own && <h2>Say it anew</h2>}
          <p>
            To disagree with it, <a href={paths.contribution(contribution)}>rebut it</a> instead: a flag asks curators
            to look whether it belongs here at all. They see who flagged it and why; its author and the public log never
            do. It stays as it is until one of them has decided, and you read in your inbox what they decided.
          </p>
          <FlagForm id={contribution.id} given={own} action={actions.flag} />
        </>
      )}
    </>
  );
}
