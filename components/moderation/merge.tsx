import { Prose } from "@/components/contributions/prose";
import { Source } from "@/components/contributions/source";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import type { ClaimLink } from "@/lib/claims/claims";
import type { Contribution } from "@/lib/contributions/contributions";
import { type Alike, alikeWords } from "@/lib/curation/duplicates";
import { paths } from "@/lib/paths";
import styles from "./merge.module.css";
import { MergeForm } from "./merge-form";
import { StateMark } from "./state-mark";

type MergeProps = {
  contribution: Contribution;
  claim: ClaimLink;
  likely: { contribution: Contribution; alike: Alike[] }[];
  /** The one that was chosen, and what stands against it; null as long as none was. */
  chosen: { contribution: Contribution | null; against: string | null } | null;
  /** What was typed or followed as the one that it duplicates. */
  typed: string;
  action: FormAction;
  next: string;
};

/** Chooses what a contribution duplicates, with both before one's eyes, and merges it into that. Works without JavaScript. */
export function Merge({ contribution: it, claim, likely, chosen, typed, action, next }: MergeProps) {
  const target = chosen?.contribution ?? null;
  return (
    <>
      <p className={styles.claim}>
        On <a href={paths.claim(claim)}>{claim.statement}</a>
      </p>
      <div className={styles.pair}>
        <One title="This one" contribution={it} />
        {target ? (
          <One title="would go into this one" contribution={target} />
        ) : (
          <section className={styles.empty}>
            <h2>would go into …</h2>
            <p className="quiet">Choose one below, and it stands here beside it.</p>
          </section>
        )}
      </div>
      {chosen?.against && <Notice tone="refusal">{chosen.against}</Notice>}
      {target && !chosen?.against && <MergeForm contribution={it} target={target} action={action} next={next} />}
      <section className={styles.choice}>
        <h2>{target || chosen ? "Choose another one" : "What does it duplicate?"}</h2>
        {likely.length === 0 ? (
          <p>Nothing else on this claim is like it. If you know one all the same, give its address.</p>
        ) : (
          <ol className={styles.likely}>
            {likely.map(({ contribution: one, alike }) => (
              <li key={one.id}>
                <a
                  href={paths.merge(it.id, { into: one.id, next })}
                  aria-current={one.id === target?.id ? "true" : undefined}
                >
                  {nameOf(one)}
                </a>{" "}
                <span className="quiet">
                  {alike.map((word) => alikeWords[word]).join(", ")} · {one.author.name ?? "a former member"} ·{" "}
                  <StateMark state={one.state} />
                </span>
              </li>
            ))}
          </ol>
        )}
        <form method="get" action={paths.merge(it.id)} className={styles.address}>
          <input type="hidden" name="next" value={next} />
          <Field
            label="Or its address"
            name="into"
            hint="Paste the link to the evidence or rebuttal, or its id."
            defaultValue={typed}
          />
          <Button type="submit">Look at it</Button>
        </form>
      </section>
    </>
  );
}

function One({ title, contribution: it }: { title: string; contribution: Contribution }) {
  return (
    <section className={styles.one} data-stance={it.stance}>
      <h2>{title}</h2>
      {it.source && <Source source={it.source} />}
      {it.body ? <Prose body={it.body} /> : <p className="quiet">Its text is not shown.</p>}
      <p className="quiet">
        <StateMark state={it.state} /> · {it.author.name ?? "a former member"}, <When at={it.createdAt} /> ·{" "}
        {it.rating.convincing} found it convincing, {it.rating.unconvincing} not · {it.answers}{" "}
        {it.answers === 1 ? "answer" : "answers"} · <a href={paths.contribution(it)}>Permalink</a>
      </p>
    </section>
  );
}

const nameOf = (it: Contribution): string =>
  it.source?.title ??
  it.source?.citation ??
  it.source?.url ??
  `${it.kind === "rebuttal" ? "Rebuttal" : "Evidence"} ${it.id}`;
