import type { FormAction } from "@/components/ui/use-form";
import type { Permalink } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";

import { FlagForm } from "./flag";
import styles from "./queue-item.module.css";

/** The page on which something is flagged: what it is about, and the form. */
export function FlagPage({ permalink, action }: { permalink: Permalink; action: FormAction }) {
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
      <p>
        To disagree with it, <a href={paths.contribution(contribution)}>rebut it</a> instead: a flag asks curators to
        look whether it belongs here at all.
      </p>
      <FlagForm id={contribution.id} action={action} />
    </>
  );
}
