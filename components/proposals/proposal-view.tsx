import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import { kindPhrases } from "@/lib/claims/claims";
import { paths } from "@/lib/paths";
import type { ProposalItem } from "@/lib/proposals/proposals";
import { AcceptForm, DeclineForm, MergeForm } from "./decide-forms";
import styles from "./proposals.module.css";
import { SimilarClaims } from "./similar";

type ViewProps = {
  item: ProposalItem;
  claims: { id: string; statement: string }[];
  actions: Record<"accept" | "merge" | "decline", FormAction>;
};

/** A proposed claim with its passage in the text, what may say the same, who proposed it, and the ways to decide. */
export function ProposalView({ item, claims, actions }: ViewProps) {
  const { passage, similar, record } = item;
  return (
    <article className={styles.item} id={item.id} aria-labelledby={`${item.id}-title`}>
      <div>
        <p className="quiet">
          {item.essay.title.split(": ")[0]} · {kindPhrases[item.kind]}
          {item.resolvesOn && `, resolves ${item.resolvesOn}`}
        </p>
        <h2 id={`${item.id}-title`}>{item.statement}</h2>
        {passage ? (
          <blockquote className={styles.around}>
            {passage.before}
            <mark>{passage.exact}</mark>
            {passage.after}
          </blockquote>
        ) : (
          <>
            <blockquote className={styles.around}>“{item.quote.exact}”</blockquote>
            <p>The text doesn't have this passage any more, so that no claim can be made of it.</p>
          </>
        )}
        {item.supports && (
          <p>
            It would support <a href={paths.claim(item.supports)}>{item.supports.statement}</a>.
          </p>
        )}
        <p className="quiet">
          By {item.by === null ? "a former member" : <a href={paths.person(item.by)}>{item.by}</a>},{" "}
          <When at={item.at} exact />. Of their proposals, {record.accepted} became claims, {record.merged} were said
          already, {record.declined} were declined, {record.waiting} wait. Of {record.attached.attached} contributions,{" "}
          {record.attached.accepted} were accepted, {record.attached.rejected} rejected, {record.attached.removed}{" "}
          removed.
        </p>
        {similar.length > 0 && (
          <>
            <h3>What may say the same</h3>
            <SimilarClaims claims={similar} words="Look at this claim" />
          </>
        )}
      </div>
      <div className={styles.ways}>
        {item.whyNot ? (
          <p className="quiet">{item.whyNot}</p>
        ) : (
          <>
            {passage && <AcceptForm item={item} claims={claims} action={actions.accept} />}
            <MergeForm item={item} action={actions.merge} />
            <DeclineForm item={item} action={actions.decline} />
          </>
        )}
      </div>
    </article>
  );
}
