import { AttachForm } from "@/components/contributions/attach-form";
import { ContributionTree } from "@/components/contributions/contribution";
import { Held } from "@/components/contributions/held";
import { RatingForm } from "@/components/contributions/rating-form";
import { Rejected } from "@/components/contributions/rejected";
import { SortLinks } from "@/components/contributions/sort-links";
import { AlsoIn } from "@/components/essays/also-in";
import { News } from "@/components/live/news";
import { LockLink } from "@/components/moderation/lock-link";
import { ShareMenu } from "@/components/sharing/share-menu";
import { FewAtATime, type Pause } from "@/components/ui/few-at-a-time";
import type { FormAction } from "@/components/ui/use-form";
import { Tally } from "@/components/votes/tally";
import { type Voted, VoteForm } from "@/components/votes/vote-form";
import { type Claim, resolvableKinds } from "@/lib/claims/claims";
import type { Branch, Contribution, ContributionSort, Stance } from "@/lib/contributions/contributions";
import { inLanguage } from "@/lib/essays/languages";
import { anchoringWords, type PassageNow } from "@/lib/essays/texts";
import type { FormState } from "@/lib/form-state";
import type { EarlierWording } from "@/lib/insight/claim-page";
import { paths } from "@/lib/paths";
import styles from "./claim-page.module.css";
import { CopyLink } from "./copy-link";
import { EarlierNotice } from "./earlier-notice";
import { kindOf } from "./kind";
import { Lineage } from "./lineage";
import { LockNotice } from "./lock-notice";
import { Passage } from "./passage";
import { Reasons } from "./reasons";
import { ResolutionPanel } from "./resolution";

export type Side = { items: Branch[]; nextCursor: string | null };
export type ClaimActions = {
  vote: (state: FormState<Voted>, form: FormData) => Promise<FormState<Voted>>;
  rate: (state: FormState, form: FormData) => Promise<FormState>;
  attach: FormAction;
};
type Props = {
  claim: Claim;
  /** The wording that was asked for, where it is not the one that stands. */
  earlier: EarlierWording | null;
  sides: Record<Stance, Side>;
  rejected: Contribution[];
  /** Who proposed it, where somebody did; a former member has no name. */
  proposedBy: { name: string | null } | null;
  /** How its passage stands in the essay's newest text, where that is not as it is quoted. */
  passage: PassageNow | null;
  view: { sort: ContributionSort; for: string | null; against: string | null };
  actions: ClaimActions;
  /** The origin of addresses that leave this page. */
  site: string;
  pause: Pause;
};

/** One claim, whole: the proposition, its passage, its votes, the essay's reasoning, and what is for and against it. */
export function ClaimPage({ claim, earlier, sides, rejected, proposedBy, passage, view, actions, site, pause }: Props) {
  const path = paths.claim(claim);
  const wording = earlier ?? claim;
  // What is written is about the claim as it reads now.
  const attach = earlier ? null : actions.attach;
  return (
    <>
      <div className="narrow">
        <p className="quiet">
          <a href={paths.essay(claim.essay.slug)} {...inLanguage(claim.language)}>
            {claim.essay.title.split(": ")[0]}
          </a>{" "}
          › <span {...inLanguage(claim.language)}>{claim.section.title}</span> · {kindOf(wording)}
          <AlsoIn translations={claim.translations} />
        </p>
        {earlier && <EarlierNotice claim={claim} earlier={earlier} />}
        <h1 className={styles.statement} {...inLanguage(claim.language)}>
          {wording.statement}
        </h1>
        <Passage quote={claim.quote} language={claim.language}>
          {claim.essay.hasText ? (
            <a href={paths.essayText(claim.essay.slug, claim.id)}>read it in the essay</a>
          ) : (
            <a href={`${paths.essay(claim.essay.slug)}#${claim.slug}`}>in the essay</a>
          )}
        </Passage>
        {passage && (
          <p className="quiet">
            {anchoringWords[passage.how].explanation}
            {passage.words && (
              <>
                {" "}
                It stands there as: <span {...inLanguage(claim.language)}>“{passage.words}”</span>
              </>
            )}
          </p>
        )}
        {earlier ? (
          <Tally tally={claim.tally} />
        ) : (
          <VoteForm claimId={claim.id} tally={claim.tally} action={actions.vote} />
        )}
        <ResolutionPanel claim={claim} />
        <Reasons claim={claim} />
        <Lineage claim={claim} />
        <p className={styles.share}>
          <CopyLink path={earlier ? paths.wording(claim, earlier.number) : path} />
          {claim.version > 1 && (
            <>
              {" "}
              · Reworded {times(claim.version - 1)} · <a href={paths.wordings(claim)}>history</a>
            </>
          )}
          {proposedBy && (
            <>
              {" "}
              · Proposed by{" "}
              {proposedBy.name === null ? (
                "a former member"
              ) : (
                <a href={paths.person(proposedBy.name)}>{proposedBy.name}</a>
              )}
            </>
          )}
        </p>
        <ShareMenu shared={{ kind: "c", id: claim.id, path, text: claim.statement, by: null }} site={site} />
        {!earlier && <News claim={{ id: claim.id, counts: claim.counts }} path={path} />}
        <LockNotice claim={claim} />
        <RatingForm action={actions.rate} />
      </div>
      {!earlier && <SortLinks path={path} sort={view.sort} />}
      <div className={styles.sides}>
        <SideColumn stance="supports" claim={claim} side={sides.supports} view={view} attach={attach} pause={pause} />
        <SideColumn
          stance="contradicts"
          claim={claim}
          side={sides.contradicts}
          view={view}
          attach={attach}
          pause={pause}
        />
      </div>
      {!earlier && <Held />}
      <Rejected contributions={rejected} />
      <LockLink claimId={claim.id} resolvable={resolvableKinds.includes(claim.kind)} />
    </>
  );
}

function SideColumn({
  stance,
  claim,
  side,
  view,
  attach,
  pause,
}: {
  stance: Stance;
  claim: Claim;
  side: Side;
  view: Props["view"];
  attach: FormAction | null;
  pause: Pause;
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
      <FewAtATime items={side.items} pause={pause}>
        {(branch) => <ContributionTree key={branch.id} branch={branch} />}
      </FewAtATime>
      {side.items.length === 0 && <p className={styles.nothing}>{isFor ? nothingFor : nothingAgainst}</p>}
      {side.nextCursor && (
        <p>
          <a href={moreLink(claim, view, cursor, side.nextCursor)}>Show more {isFor ? "for" : "against"}</a>
        </p>
      )}
      {attach && (
        <AttachForm
          title={isFor ? "Add evidence for" : "Add evidence against"}
          place={`evidence-${cursor}`}
          action={attach}
          claimId={claim.id}
          formerIds={claim.alsoStated.map(({ id }) => id)}
          kind="evidence"
          stance={stance}
        />
      )}
      {attach && !isFor && (
        <AttachForm
          title="Rebut the claim"
          place="rebut"
          action={attach}
          claimId={claim.id}
          formerIds={claim.alsoStated.map(({ id }) => id)}
          kind="rebuttal"
          stance="contradicts"
        />
      )}
    </section>
  );
}

const times = (n: number): string => (n === 1 ? "once" : n === 2 ? "twice" : `${n} times`);

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
