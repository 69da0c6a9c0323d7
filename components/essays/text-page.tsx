import { Passage } from "@/components/claims/passage";
import type { EssayAlone } from "@/lib/essays/essays";
import type { SectionOfText } from "@/lib/essays/headings";
import { inLanguage } from "@/lib/essays/languages";
import type { EssayText } from "@/lib/essays/texts";
import { paths } from "@/lib/paths";
import { RichText, type StretchProps } from "@/lib/rich-text/render";
import { ClaimNote } from "./claim-note";
import { EssayHead } from "./essay-head";
import { EssayTabs } from "./essay-tabs";
import { Marked } from "./marked";
import { ProposeSelection } from "./propose-selection";
import { ShowTarget } from "./show-target";
import styles from "./text-page.module.css";

type TextPageProps = { essay: EssayAlone; text: EssayText; sections: SectionOfText[] };

/** An essay in full, with the passages of its claims marked where they stand. */
export function TextPage({ essay, text, sections }: TextPageProps) {
  const { passages, orphaned } = text;
  const headings = sections.map(({ title, start }, index) => ({
    ...{ id: headingId(index), start, end: start + title.length },
  }));
  // Of a claim that stands in several places, one note serves them all.
  const claims = new Map(passages.map(({ claim, how }) => [claim.id, { claim, how }]));
  const numbers = new Map([...claims.keys()].map((id, index) => [id, index + 1]));
  const byId = new Map(
    passages.map((passage) => [passage.id, { ...passage, number: numbers.get(passage.claim.id) ?? 0 }]),
  );
  const stretch = ({ ids, begins, ends, plain, children }: StretchProps) => {
    const heading = begins.find((id) => !byId.has(id));
    const within = ids.flatMap((id) => byId.get(id) ?? []);
    const starting = begins.flatMap((id) => byId.get(id) ?? []);
    const ending = ends.flatMap((id) => byId.get(id) ?? []);
    const marked =
      within.length > 0 ? (
        <Marked within={within} starting={starting} ending={ending} plain={plain}>
          {children}
        </Marked>
      ) : (
        children
      );
    return heading ? <span id={heading}>{marked}</span> : marked;
  };
  return (
    <>
      <EssayHead essay={essay} />
      <EssayTabs slug={essay.slug} here="text" />
      <div className={styles.page}>
        <div className={styles.beside}>
          {sections.length > 1 && (
            <nav className={styles.contents} aria-label="Sections">
              <ol>
                {sections.map(({ title }, index) => (
                  <li key={headingId(index)}>
                    <a href={`#${headingId(index)}`}>{title}</a>
                  </li>
                ))}
              </ol>
            </nav>
          )}
          <p className={styles.how}>
            {passages.length > 0 &&
              "What the essay claims is marked. The bar and the number behind a mark show how people voted on it; press them for the claim. "}
            <a href={paths.propose(essay.slug)}>Propose a claim</a>
          </p>
        </div>
        <div className={styles.column}>
          <div className={styles.text} id="text" {...inLanguage(essay.language)}>
            <RichText
              body={text.body}
              stretches={[...headings, ...passages.map(({ id, start, end }) => ({ id, start, end }))]}
              stretch={stretch}
            />
          </div>
          <ProposeSelection slug={essay.slug} />
          {orphaned.length > 0 && (
            <section className={styles.orphaned} aria-labelledby="orphaned">
              <h2 id="orphaned">Passages no longer found in the text</h2>
              <p>The essay has changed since these claims were made of it. They stand all the same.</p>
              <ul>
                {orphaned.map((claim) => (
                  <li key={claim.id} id={`c-${claim.id}`}>
                    <h3>
                      <a href={paths.claim(claim)} {...inLanguage(essay.language)}>
                        {claim.statement}
                      </a>
                    </h3>
                    <Passage quote={claim.quote} language={essay.language} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          {claims.size > 0 && (
            <section className={styles.notes} aria-labelledby="notes">
              <h2 id="notes">The claims of the text</h2>
              {[...claims.values()].map(({ claim, how }) => (
                <ClaimNote key={claim.id} claim={claim} how={how} language={essay.language} />
              ))}
            </section>
          )}
        </div>
      </div>
      <ShowTarget />
    </>
  );
}

const headingId = (index: number) => `section-${index + 1}`;
