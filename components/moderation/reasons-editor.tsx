import type { FormAction } from "@/components/ui/use-form";
import { type ListedReason, type ReasonList, reasonLists } from "@/lib/curation/reasons";
import { AddReason } from "./add-reason";
import { ReasonForm } from "./reason-form";
import styles from "./reasons-editor.module.css";

type EditorProps = { reasons: Record<ReasonList, ListedReason[]>; add: FormAction; change: FormAction };

const titles: Record<ReasonList, string> = { reject: "To reject something", remove: "To remove something" };

export function ReasonsEditor({ reasons, add, change }: EditorProps) {
  return reasonLists.map((list) => {
    const open = reasons[list].filter(({ retired }) => !retired);
    const retired = reasons[list].filter(({ retired }) => retired);
    return (
      <section key={list} className={styles.list}>
        <h2>{titles[list]}</h2>
        <ol>
          {open.map((reason, i) => (
            <li key={reason.code}>
              <ReasonForm
                key={reason.label}
                list={list}
                reason={reason}
                first={i === 0}
                last={i === open.length - 1}
                action={change}
              />
            </li>
          ))}
        </ol>
        <AddReason list={list} action={add} />
        {retired.length > 0 && (
          <details>
            <summary>Retired: {retired.length}</summary>
            <ul>
              {retired.map((reason) => (
                <li key={reason.code}>
                  <ReasonForm list={list} reason={reason} first last action={change} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
    );
  });
}
