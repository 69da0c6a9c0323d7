import { ClaimCard } from "@/components/claims/claim-card";
import { Live } from "@/components/live/live";
import { Downloads } from "@/components/sharing/downloads";
import { FewAtATime, type Pause } from "@/components/ui/few-at-a-time";
import type { ClaimKind, ClaimSort, ListedClaim } from "@/lib/claims/claims";
import type { Essay } from "@/lib/essays/essays";
import { inLanguage } from "@/lib/essays/languages";
import { paths } from "@/lib/paths";
import { ClaimFilter, sortLabels } from "./claim-filter";
import { EssayHead } from "./essay-head";
import styles from "./essay-page.module.css";
import { EssayTabs } from "./essay-tabs";

type View = { sort: ClaimSort; kind: ClaimKind | undefined };

/** An essay and its claims: under its sections in reading order, or as one list where they are sorted otherwise. */
export function EssayPage({ essay, view, pause }: { essay: Essay; view: View; pause: Pause }) {
  const { items, nextCursor } = essay.claims;
  const path = paths.essay(essay.slug);
  const textOf: TextOf = essay.hasText ? (claim) => paths.essayText(essay.slug, claim) : undefined;
  return (
    <>
      <EssayHead essay={essay} />
      {essay.hasText && <EssayTabs slug={essay.slug} here="claims" />}
      <Live essay={essay.slug} />
      <ClaimFilter path={path} sort={view.sort} kind={view.kind} />
      {items.length === 0 && <Nothing view={view} path={path} />}
      {view.sort === "essay" ? (
        essay.sections.map((section) => {
          const claims = items.filter((claim) => claim.section === section.position);
          return (
            claims.length > 0 && (
              <Section
                key={section.position}
                title={section.title}
                language={essay.language}
                claims={claims}
                textOf={textOf}
                pause={pause}
              />
            )
          );
        })
      ) : (
        <>
          <h2 className="visually-hidden">{sortLabels[view.sort]}</h2>
          <ol className={styles.sorted}>
            <FewAtATime items={items} pause={pause}>
              {(claim) => <ClaimCard key={claim.id} claim={claim} inText={textOf?.(claim.id)} />}
            </FewAtATime>
          </ol>
        </>
      )}
      {nextCursor && <a href={`${path}?${new URLSearchParams(shownMore(view, nextCursor))}`}>Show more claims</a>}
      <details className={styles.downloads}>
        <summary>Download this debate</summary>
        <Downloads of="essays" name={essay.slug} />
      </details>
    </>
  );
}

type TextOf = ((claim: string) => string) | undefined;
type SectionProps = { title: string; language: string; claims: ListedClaim[]; textOf: TextOf; pause: Pause };

function Section({ title, language, claims, textOf, pause }: SectionProps) {
  return (
    <section className={styles.section}>
      <h2 {...inLanguage(language)}>{title}</h2>
      <ol>
        <FewAtATime items={claims} pause={pause}>
          {(claim) => <ClaimCard key={claim.id} claim={claim} inText={textOf?.(claim.id)} />}
        </FewAtATime>
      </ol>
    </section>
  );
}

function Nothing({ view, path }: { view: View; path: string }) {
  return (
    <p className={styles.nothing}>
      {view.sort === "unargued" ? "Every claim here has been argued. " : "The essay makes no claim of this kind. "}
      <a href={path}>All claims</a>
    </p>
  );
}

const shownMore = ({ sort, kind }: View, after: string) => ({
  ...(sort !== "essay" && { sort }),
  ...(kind && { kind }),
  after,
});
