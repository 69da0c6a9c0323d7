import { kindOf } from "@/components/claims/kind";
import { Lineage } from "@/components/claims/lineage";
import { Passage } from "@/components/claims/passage";
import { ResolutionPanel } from "@/components/claims/resolution";
import { Notice } from "@/components/ui/notice";
import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import { people } from "@/components/votes/tally";
import { kindPhrases, resolvableKinds } from "@/lib/claims/claims";
import type { ClaimDesk as Desk, MergePreview } from "@/lib/curation/claim-desk";
import { lockWords } from "@/lib/curation/locks";
import { paths } from "@/lib/paths";
import type { Found } from "@/lib/search/search";
import { LockForm } from "../lock";
import styles from "./claim-desk.module.css";
import { EarlierDecisions } from "./earlier-decisions";
import { MergePart } from "./merge-part";
import { MoveForm } from "./move-form";
import { ResolveForm } from "./resolve-form";
import { RewordForm } from "./reword-form";
import { SplitForm } from "./split-form";
import { TranslateForm } from "./translate-form";

type Props = Desk & {
  undoable: ReadonlySet<string>;
  merge: { find: string; found: Found[] | null; preview: MergePreview | null };
  actions: Record<
    "edit" | "merge" | "move" | "split" | "translate" | "resolve" | "lock" | "unlock" | "undo",
    FormAction
  >;
};

/** All that a curator and a moderator can do to a claim, and what was done. */
export function ClaimDesk({ claim, mayChange, whyNotResolve, ...rest }: Props) {
  const { choosable, more, decisions, elsewhere, translates, translatable, undoable, merge, actions } = rest;
  const { mergedInto } = claim;
  return (
    <>
      <p className="quiet">
        <a href={paths.claim(claim)}>Back to the claim</a>
      </p>
      <h1>{claim.statement}</h1>
      <Passage quote={claim.quote} />
      <div className={styles.facts}>
        <p>
          {kindOf(claim)} · wording {claim.version} ·{" "}
          {claim.tally.total === 0 ? "nobody has voted yet" : people(claim.tally.total)}
          {claim.version > 1 && (
            <>
              {" "}
              · <a href={paths.wordings(claim)}>all wordings</a>
            </>
          )}
        </p>
        <p>
          <b>{lockWords[claim.locked].label}.</b> {lockWords[claim.locked].explanation}
          {claim.locked !== "open" && claim.lockedUntil && (
            <>
              {" "}
              Until <When at={claim.lockedUntil} exact />.
            </>
          )}
        </p>
      </div>
      <Lineage claim={claim} />
      <ResolutionPanel claim={claim} />
      {mergedInto ? (
        <Notice>
          It went into another claim: <a href={paths.claim(mergedInto)}>{mergedInto.statement}</a>{" "}
          <a href={paths.claimDesk(mergedInto.id)}>Curate that one</a>, or undo the merge below.
        </Notice>
      ) : (
        <>
          {resolvableKinds.includes(claim.kind) ? (
            <ResolveForm claim={claim} choosable={choosable} whyNot={whyNotResolve} action={actions.resolve} />
          ) : (
            <p className="quiet">
              A {kindPhrases[claim.kind]} is argued, and no evidence settles it: it can't be resolved.
            </p>
          )}
          {mayChange && (
            <>
              <RewordForm claim={claim} action={actions.edit} />
              <SplitForm claim={claim} choosable={choosable} more={more} action={actions.split} />
              <MergePart claim={claim} {...merge} action={actions.merge} />
              {elsewhere.length > 0 && <MoveForm claim={claim} elsewhere={elsewhere} action={actions.move} />}
              {translatable.length > 0 && (
                <TranslateForm
                  id={claim.id}
                  translates={translates}
                  choices={translatable}
                  action={actions.translate}
                />
              )}
              <LockForm claim={claim} lock={actions.lock} unlock={actions.unlock} next={paths.claim(claim)} />
            </>
          )}
        </>
      )}
      <EarlierDecisions
        decisions={decisions}
        undoable={undoable}
        action={actions.undo}
        next={paths.claimDesk(claim.id)}
      />
      <p className="quiet">
        <a href={paths.logOfClaim(claim.id)}>All that was decided here, on what is attached to it as well</a>
      </p>
    </>
  );
}
