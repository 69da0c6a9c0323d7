import { When } from "@/components/ui/when";
import { roleWords } from "@/lib/curation/log-words";
import type { EssayOnDesk } from "@/lib/essays/desk";
import { paths } from "@/lib/paths";
import styles from "./desk.module.css";

/** Every essay with the state of its text, for those who look after them. */
export function EssaysOnDesk({ essays }: { essays: EssayOnDesk[] }) {
  return (
    <>
      <p>
        <a href={paths.newEssay}>Bring in an essay</a>
      </p>
      <ul className={styles.list}>
        {essays.map(({ slug, title, claims, orphaned, text }) => (
          <li key={slug}>
            <h2>
              <a href={paths.essayDesk(slug)}>{title}</a>
            </h2>
            <p className="quiet">
              {claims === 1 ? "1 claim" : `${claims} claims`} ·{" "}
              {text ? (
                <>
                  text, version {text.number}
                  {text.byRole && ` by ${roleWords(text.byRole)}`}, <When at={text.at} />
                </>
              ) : (
                "no text yet"
              )}
            </p>
            {orphaned > 0 && (
              <p className={styles.lost}>
                {orphaned === 1 ? "1 claim has" : `${orphaned} claims have`} no passage in the text any more
              </p>
            )}
            <p className={styles.actions}>
              {text && <a href={paths.claimsDesk(slug)}>Make claims</a>}
              <a href={paths.essayDesk(slug)}>{text ? "Edit the text" : "Bring in its text"}</a>
              {text && <a href={paths.textHistory(slug)}>History of the text</a>}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
