import type { FormAction } from "@/components/ui/use-form";
import type { LogItem } from "@/lib/curation/log";
import { LogList } from "../log-list";
import { UndoForm } from "../undo-form";
import styles from "./claim-desk.module.css";

type Props = { decisions: LogItem[]; undoable: ReadonlySet<string>; action: FormAction; next: string };

/** What was decided about a claim, the latest first, each with its undo where there is one just now. */
export function EarlierDecisions({ decisions, undoable, action, next }: Props) {
  if (decisions.length === 0) return null;
  return (
    <section id="decisions">
      <h2>What was decided about it</h2>
      {decisions.map((item) => (
        <div key={item.id} className={styles.decision}>
          <LogList items={[item]} />
          {undoable.has(item.id) && (
            <details>
              <summary>Undo it</summary>
              <UndoForm decision={item.id} action={action} next={next} />
            </details>
          )}
        </div>
      ))}
    </section>
  );
}
