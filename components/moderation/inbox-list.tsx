import { When } from "@/components/ui/when";
import type { InboxItem } from "@/lib/curation/inbox";
import { paths } from "@/lib/paths";
import { Answer } from "./inbox/answer";
import { AppealResult } from "./inbox/appeal-result";
import { Decision } from "./inbox/decision";
import { FlagResult } from "./inbox/flag-result";
import { Move } from "./inbox/move";
import styles from "./inbox-list.module.css";

/** What reached a person, the latest first. */
export function InboxList({ items }: { items: InboxItem[] }) {
  return (
    <ol className={styles.inbox}>
      {items.map((item) => (
        <li key={item.id}>
          <Matter item={item} />
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

function Matter({ item }: { item: InboxItem }) {
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
  }
}
