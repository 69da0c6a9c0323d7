import { AttachForm } from "@/components/contributions/attach-form";
import { ContributionTree } from "@/components/contributions/contribution";
import { Held } from "@/components/contributions/held";
import { RatingForm } from "@/components/contributions/rating-form";
import { Rejected } from "@/components/contributions/rejected";
import { SortLinks } from "@/components/contributions/sort-links";
import { LockLink } from "@/components/moderation/lock-link";
import type { FormAction } from "@/components/ui/use-form";
import { type Voted, VoteForm } from "@/components/votes/vote-form";
import { type Claim, kindPhrases } from "@/lib/claims/claims";
import type { Branch, Contribution, ContributionSort, Stance } from "@/lib/contributions/contributions";
import type { FormState } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import styles from "./claim-page.module.css";
import { CopyLink } from "./copy-link";
import { LockNotice } from "./lock-notice";
import { Passage } from "./passage";
import { Reasons } from "./reasons";

export type Side = { items: Branch[]; nextCursor: string | null };
export type ClaimActions = {
  vote: (state: FormState<Voted>, form: FormData) => Promise<FormState<Voted>>;
  rate: (state: FormState, form: FormData) => Promise<FormState>;
  attach: FormAction;
};
type Props = {
  claim: Claim;
  sides: Record<Stance, Side>;
  rejected: Contribution[];
  view: { sort: ContributionSort; for: string | null; against: string | null };
  actions: ClaimActions;
};

/** One claim, whole: the proposition, its passage, its votes, the essay's reasoning, and what is for and against it. */
export function ClaimPage({ claim, sides, rejected, view, actions }: Props) {
  const path = paths.claim(claim);
  return (
    <>
      <div className="narrow">
        <p className="quiet">
          <a href={paths.essay(claim.essay.slug)}>{claim.essay.title.split(": ")[0]}</a> › {claim.section.title} ·{" "}
          {kindPhrases[claim.kind]}
          {claim.resolvesOn && <>, resolves on {claim.resolvesOn}</>}
        </p>
        <h1 className={styles.statement}>{claim.statement}</h1>
        <Passage quote={claim.quote}>
          <a href={`${paths.essay(claim.essay.slug)}#${claim.slug}`}>in the essay</a>
        </Passage>
        <VoteForm claimId={claim.id} tally={claim.tally} action={actions.vote} />
        <Reasons claim={claim} />
        <p className={styles.share}>
          <CopyLink path={path} />
        </p>
        <LockNotice claim={claim} />
        <RatingForm action={actions.rate} />
      </div>
      <SortLinks path={path} sort={view.sort} />
      <div className={styles.sides}>
        <SideColumn stance="supports" claim={claim} side={sides.supports} view={view} attach={actions.attach} />
        <SideColumn stance="contradicts" claim={claim} side={sides.contradicts} view={view} attach={actions.attach} />
      </div>
      <Held />
      <Rejected contributions={rejected} />
      <LockLink claimId={claim.id} />
    </>
  );
}

function SideColumn({
  stance,
  claim,
  side,
  view,
  attach,
}: {
  stance: Stance;
  claim: Claim;
  side: Side;
  view: Props["view"];
  attach: FormAction;
}) {
  const isFor = stance === "supports";
  const cursor = isFor ? "for" : "against";
  const later = view[cursor] !== null;
  return (
    <section className={styles[cursor]} id={cursor}>
      <header>
        <h2>{isFor ? "For" : "Against"}</h2>
        {later && <a href={moreLink(claim, view, cursor, null)}>from the first</a>}
      </header>
      {side.items.map((branch) => (
        <ContributionTree key={branch.id} branch={branch} />
      ))}
      {side.items.length === 0 && <p className={styles.nothing}>{isFor ? nothingFor : nothingAgainst}</p>}
      {side.nextCursor && (
        <p>
          <a href={moreLink(claim, view, cursor, side.nextCursor)}>Show more {isFor ? "for" : "against"}</a>
        </p>
      )}
      <AttachForm
        title={isFor ? "Add evidence for" : "Add evidence against"}
        place={`evidence-${cursor}`}
        action={attach}
        claimId={claim.id}
        kind="evidence"
        stance={stance}
      />
      {!isFor && (
        <AttachForm
          title="Rebut the claim"
          place="rebut"
          action={attach}
          claimId={claim.id}
          kind="rebuttal"
          stance="contradicts"
        />
      )}
    </section>
  );
}

const nothingFor = "Nobody has attached anything for this claim yet. Do you know a source that supports it?";
const nothingAgainst = "Nobody has argued against this claim yet. Do you know what contradicts it?";

function moreLink(claim: Claim, view: Props["view"], side: "for" | "against", cursor: string | null): string {
  const query = new URLSearchParams(view.sort === "convincing" ? {} : { sort: view.sort });
  for (const [name, value] of Object.entries({ for: view.for, against: view.against, [side]: cursor })) {
    if (value !== null) query.set(name, value);
  }
  const text = query.toString();
  return `${paths.claim(claim)}${text && `?${text}`}#${side}`;
}
