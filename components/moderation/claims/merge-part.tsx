import { Composer } from "@/components/contributions/composers";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { FormAction } from "@/components/ui/use-form";
import type { Claim } from "@/lib/claims/claims";
import type { MergePreview } from "@/lib/curation/claim-desk";
import { paths } from "@/lib/paths";
import type { Found } from "@/lib/search/search";
import styles from "./claim-desk.module.css";
import { MergeForm } from "./merge-form";

type MergeProps = {
  claim: Claim;
  /** What was looked for, and what was found; null where nothing was asked yet. */
  find: string;
  found: Found[] | null;
  preview: MergePreview | null;
  action: FormAction;
};

/** Finds the claim that this one says again, shows what a merge would do, and does it. By plain addresses, up to the last step. */
export function MergePart({ claim, find, found, preview, action }: MergeProps) {
  const others = found?.filter(({ id }) => id !== claim.id) ?? null;
  return (
    <Composer title="Merge it into another claim" id="merge" open={others !== null || preview !== null}>
      <p>
        Where another claim says the same: this one's address then leads there, what is attached moves along, and votes
        are carried over, one a person. Its passage stays, on the other's page.
      </p>
      <form action={paths.claimDesk(claim.id)} method="get">
        <Field
          label="Find the other claim"
          name="find"
          id="merge-find"
          defaultValue={find}
          hint="By words of it, or by its address."
          type="search"
          required
          maxLength={400}
        />
        <Button type="submit">Find it</Button>
      </form>
      {others && (
        <>
          {others.length === 0 && <Notice>No other claim was found. Try fewer or other words.</Notice>}
          <ul>
            {others.map((other) => (
              <li key={other.id}>
                {other.claim.statement} ({other.essay.title.split(": ")[0]}){" "}
                <a href={`${paths.claimDesk(claim.id, { find, into: other.id })}#merge`}>
                  Into this one<span className="visually-hidden">: {other.claim.statement}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {preview && <Preview preview={preview} />}
      {preview && <MergeForm claim={claim} into={preview.into} action={action} />}
    </Composer>
  );
}

function Preview({ preview: { into, contributions, votes, sources, pins } }: { preview: MergePreview }) {
  return (
    <section>
      <h2 className={styles.into}>
        Into: <a href={paths.claim(into)}>{into.statement}</a>
      </h2>
      <ul>
        <li>{count(contributions, "contribution moves", "contributions move")} there, in whatever state.</li>
        <li>
          {count(votes.carried, "vote is carried over", "votes are carried over")}; whoever cast one is shown the other
          wording and asked whether it still stands.
        </li>
        {votes.both > 0 && (
          <li>{count(votes.both, "person", "people")} voted on both: their vote on the other one stands.</li>
        )}
        {sources > 0 && (
          <li>{count(sources, "source is", "sources are")} attached to both: look at those afterwards.</li>
        )}
        {pins > 0 && <li>{count(pins, "pin comes", "pins come")} off: the other claim has its own.</li>}
      </ul>
    </section>
  );
}

const count = (n: number, one: string, several: string): string =>
  `${n.toLocaleString("en")} ${n === 1 ? one : several}`;
