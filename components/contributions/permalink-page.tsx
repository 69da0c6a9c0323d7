import { CopyLink } from "@/components/claims/copy-link";
import { News } from "@/components/live/news";
import { Curate } from "@/components/moderation/curate";
import { ShareMenu } from "@/components/sharing/share-menu";
import type { FormAction } from "@/components/ui/use-form";
import { kindPhrases } from "@/lib/claims/claims";
import type { Branch, Contribution, ContributionSort, Permalink } from "@/lib/contributions/contributions";
import { countedStates } from "@/lib/contributions/contributions";
import type { FormState } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { plainText } from "@/lib/rich-text/plain-text";
import { AttachForm } from "./attach-form";
import { ContributionBody, ContributionTree } from "./contribution";
import { MergedIn } from "./merged-in";
import { OwnNotice } from "./own-notice";
import styles from "./permalink-page.module.css";
import { RatingForm } from "./rating-form";
import { Rejected } from "./rejected";
import { SortLinks } from "./sort-links";

type Props = Permalink & {
  answers: { items: Branch[]; nextCursor: string | null };
  rejected: Contribution[];
  view: { sort: ContributionSort; after: string | null };
  actions: {
    rate: (state: FormState, form: FormData) => Promise<FormState>;
    attach: FormAction;
    decide: FormAction;
    pin: FormAction;
  };
  /** The origin of addresses that leave this page. */
  site: string;
};

/** One contribution: the claim, the chain from it down to the contribution, then what answers it. */
export function PermalinkPage({ claim, chain, contribution, merged, answers, rejected, view, actions, site }: Props) {
  const path = paths.contribution(contribution);
  const open = countedStates.includes(contribution.state);
  return (
    <div className="narrow">
      <p className="quiet">
        <a href={paths.essay(claim.essay.slug)}>{claim.essay.title.split(": ")[0]}</a> › {kindPhrases[claim.kind]}
      </p>
      <h1 className={styles.claim}>
        <a href={paths.claim(claim)}>{claim.statement}</a>
      </h1>
      <RatingForm action={actions.rate} />
      <News claim={{ id: claim.id }} path={paths.claim(claim)} />
      <Chain chain={chain} />
      <article
        className={contribution.stance === "supports" ? styles.supports : styles.contradicts}
        id={contribution.id}
      >
        <ContributionBody contribution={contribution} heading="h2" />
      </article>
      <OwnNotice contribution={contribution} />
      {merged.length > 0 && <MergedIn merged={merged} />}
      <Curate contribution={contribution} action={actions.decide} pin={actions.pin} path={path} />
      <p className={styles.share}>
        <CopyLink path={path} />
      </p>
      {contribution.body && (
        <ShareMenu
          shared={{
            kind: contribution.kind === "evidence" ? "e" : "r",
            id: contribution.id,
            path,
            text: plainText(contribution.body),
            by: contribution.author.name,
          }}
          site={site}
        />
      )}
      <section id="answers">
        <h2>{contribution.answers === 0 ? "Nothing answers this yet" : "What answers it"}</h2>
        {contribution.answers > 1 && <SortLinks path={path} sort={view.sort} fragment="answers" />}
        {answers.items.map((branch) => (
          <ContributionTree key={branch.id} branch={branch} nested />
        ))}
        {answers.nextCursor && (
          <p>
            <a
              href={`${path}?${new URLSearchParams({ ...(view.sort !== "convincing" && { sort: view.sort }), after: answers.nextCursor })}#answers`}
            >
              Show more answers
            </a>
          </p>
        )}
      </section>
      {open && (
        <div className={styles.composers}>
          <AttachForm
            title="Rebut it"
            place="rebut"
            action={actions.attach}
            claimId={claim.id}
            parentId={contribution.id}
            kind="rebuttal"
            stance="contradicts"
          />
          <AttachForm
            title="Add evidence for or against it"
            place="evidence"
            action={actions.attach}
            claimId={claim.id}
            parentId={contribution.id}
            kind="evidence"
          />
        </div>
      )}
      <Rejected contributions={rejected} />
    </div>
  );
}

/** How much of a long chain is shown at each end before its middle folds. */
const ends = 2;

function Chain({ chain }: { chain: Contribution[] }) {
  const middle = chain.slice(ends, -ends);
  const folded = middle.length > 1;
  const between = (chain.at(-ends)?.depth ?? 0) - ends;
  return (
    <>
      {chain.slice(0, folded ? ends : undefined).map((above) => (
        <Above key={above.id} contribution={above} />
      ))}
      {folded && (
        <>
          <details className={styles.fold}>
            <summary>
              {between} between{between > middle.length && `, the nearest ${middle.length} of them here`}
            </summary>
            {middle.map((above) => (
              <Above key={above.id} contribution={above} />
            ))}
          </details>
          {chain.slice(-ends).map((above) => (
            <Above key={above.id} contribution={above} />
          ))}
        </>
      )}
    </>
  );
}

function Above({ contribution }: { contribution: Contribution }) {
  return (
    <article className={styles.above} id={contribution.id}>
      <ContributionBody contribution={contribution} heading="h2" />
    </article>
  );
}
