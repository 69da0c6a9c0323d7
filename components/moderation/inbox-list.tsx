import { When } from "@/components/ui/when";
import type { InboxItem } from "@/lib/curation/inbox";
import { paths } from "@/lib/paths";
import { Answer } from "./inbox/answer";
import { AppealResult } from "./inbox/appeal-result";
import { Decision } from "./inbox/decision";
import { FlagResult } from "./inbox/flag-result";
import { Ground } from "./inbox/ground";
import { Move } from "./inbox/move";
import { ProposalDecided } from "./inbox/proposal";
import { Vote, type VoteAction } from "./inbox/vote";
import styles from "./inbox-list.module.css";

/** What reached a person, the latest first. */
export function InboxList({ items, vote }: { items: InboxItem[]; vote: VoteAction }) {
  return (
    <ol className={styles.inbox}>
      {items.map((item) => (
        <li key={item.id}>
          <Matter item={item} vote={vote} />
          <p className="quiet">
            {item.isNew && <b className={styles.new}>New · </b>}
            <When at={item.at} exact />
            {item.claim && (
              <>
                {" "}
                · on <a href={paths.claim(item.claim)}>{item.claim.statement}</a>
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}

function Matter({ item, vote }: { item: InboxItem; vote: VoteAction }) {
  switch (item.type) {
    case "decision":
      return <Decision item={item} />;
    case "answer":
      return <Answer item={item} />;
    case "flag":
      return <FlagResult item={item} />;
    case "appeal":
      return <AppealResult item={item} />;
    case "move":
      return <Move item={item} />;
    case "ground":
      return <Ground item={item} />;
    case "proposal":
      return <ProposalDecided item={item} claim={item.claim} />;
    case "vote":
      return item.claim && <Vote asked={item.asked} claim={item.claim} action={vote} />;
  }
}
