import { Difference } from "@/components/contributions/difference";
import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import { roleWords } from "@/lib/curation/log-words";
import type { EssayDesk as Desk } from "@/lib/essays/desk";
import { anchoringWords } from "@/lib/essays/texts";
import { paths } from "@/lib/paths";
import { DescribeForm } from "./describe-form";
import styles from "./desk.module.css";
import { EditTextForm, type TextPreview } from "./edit-text-form";

type Props = Desk & { actions: { text: FormAction<TextPreview>; describe: FormAction } };

/** An essay's text in the editor, what became of its claims' passages, and what it is called. */
export function EssayDesk({ essay, originals, text, asQuoted, differently, orphaned, actions }: Props) {
  const { slug } = essay;
  return (
    <>
      <p className="quiet">
        {text ? (
          <>
            Version {text.number}
            {text.byRole && ` by ${roleWords(text.byRole)}`}, <When at={text.at} /> ·{" "}
            <a href={paths.textHistory(slug)}>History</a> · <a href={paths.claimsDesk(slug)}>Make claims of it</a> ·{" "}
          </>
        ) : (
          <>This essay has no text here yet. Bring in only what its author lets you. · </>
        )}
        <a href={paths.essay(slug)}>The essay’s page</a>
      </p>
      {orphaned.length > 0 && (
        <section className={styles.report} aria-labelledby="orphaned">
          <h2 id="orphaned">Claims without a passage in the text</h2>
          <ul>
            {orphaned.map((claim) => (
              <li key={claim.id} data-lost>
                <a href={paths.claim(claim)}>{claim.statement}</a>
                <p className={styles.lost}>{anchoringWords.orphaned.label}</p>
                <blockquote dir="auto">{claim.quote.exact}</blockquote>
                <a href={paths.claimsDesk(slug, claim.id)}>Say where it stands</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {differently.length > 0 && (
        <section className={styles.report} aria-labelledby="differently">
          <h2 id="differently">Claims whose passage reads differently by now</h2>
          <ul>
            {differently.map(({ claim, how, segments }) => (
              <li key={claim.id}>
                <a href={paths.claim(claim)}>{claim.statement}</a>
                <p className="quiet">{anchoringWords[how].label}</p>
                <Difference segments={segments} />
                <a href={paths.claimsDesk(slug, claim.id)}>Place it elsewhere</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {text && (
        <p className="quiet">{asQuoted === 1 ? "1 claim quotes" : `${asQuoted} claims quote`} the text as it reads.</p>
      )}
      <EditTextForm slug={slug} text={text} action={actions.text} />
      <h2>About the essay</h2>
      <DescribeForm essay={essay} originals={originals} action={actions.describe} />
    </>
  );
}
