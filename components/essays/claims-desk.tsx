import type { FormAction } from "@/components/ui/use-form";
import type { ClaimsDesk as Desk } from "@/lib/essays/desk";
import { paths } from "@/lib/paths";
import { RichText } from "@/lib/rich-text/render";
import styles from "./desk.module.css";
import { type Made, MakeClaimForm } from "./make-claim-form";
import { textId } from "./passage-fields";
import { PlaceForm } from "./place-form";

type Props = Desk & { actions: { make: FormAction<Made>; place: FormAction } };

/** The text with the passages of its claims marked, and beside it the form that makes a claim of what is selected there. */
export function ClaimsDesk({ text, claims, untranslated, placing, actions }: Props) {
  const { slug, title } = text.essay;
  const statements = new Map(text.passages.map(({ claim }) => [claim.id, claim.statement]));
  return (
    <>
      <h1>{title}</h1>
      <p className="quiet">
        {claims.length === 1 ? "1 claim" : `${claims.length} claims`} · <a href={paths.essay(slug)}>The essay’s page</a>{" "}
        · <a href={paths.essayDesk(slug)}>Edit the text</a>
      </p>
      <div className={styles.side}>
        <article id={textId} className={styles.text}>
          <RichText
            body={text.body}
            stretches={text.passages.map(({ claim, start, end }) => ({ id: claim.id, start, end }))}
            stretch={({ ids, children }) => (
              <mark title={ids.map((id) => statements.get(id)).join("\n")}>{children}</mark>
            )}
          />
        </article>
        <div className={styles.form}>
          {placing ? (
            <PlaceForm slug={slug} claim={placing} action={actions.place} />
          ) : (
            <MakeClaimForm slug={slug} claims={claims} untranslated={untranslated} action={actions.make} />
          )}
        </div>
      </div>
    </>
  );
}
