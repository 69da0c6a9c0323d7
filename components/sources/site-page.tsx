import type { ReactNode } from "react";
import { GradeMark } from "@/components/contributions/grade-mark";
import { State } from "@/components/contributions/state";
import { LogList } from "@/components/moderation/log-list";
import { Day } from "@/components/ui/day";
import { When } from "@/components/ui/when";
import type { Contribution } from "@/lib/contributions/contributions";
import { gradeWords, type Site } from "@/lib/curation/grades";
import { stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import styles from "./sources.module.css";

type SiteProps = { site: Site & { latest: Contribution[] }; grading: ReactNode };

/** A site that sources are from: what this Moot makes of it, why, and how what came from there fared. */
export function SitePage({ site, grading }: SiteProps) {
  const { domain, history, counts, latest } = site;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <p className="quiet">
        <a href={paths.sources()}>Sources</a>
      </p>
      <h1 className={styles.title}>{domain}</h1>
      <SiteGrade site={site} />
      {grading}
      <section>
        <h2>How evidence from there fared</h2>
        {total === 0 ? (
          <p>Nothing from {domain} itself is attached here yet.</p>
        ) : (
          <ul className={styles.counts}>
            {(Object.keys(counts) as (keyof typeof counts)[]).map((state) => (
              <li key={state}>
                <b>{counts[state]}</b> {stateWords[state].label.toLowerCase()}
              </li>
            ))}
          </ul>
        )}
        {latest.length > 0 && (
          <ul className={styles.list}>
            {latest.map((it) => (
              <li key={it.id}>
                <a href={paths.contribution(it)} dir="auto">
                  {it.source?.title ?? it.source?.url}
                </a>
                <p className="quiet">
                  It {it.stance}. <State contribution={it} /> · <When at={it.createdAt} />
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
      {history.length > 0 && (
        <section>
          <h2>Every grade it had</h2>
          <LogList items={history} short />
        </section>
      )}
    </>
  );
}

/** The grade that holds for a site, and what follows from it. */
export function SiteGrade({ site: { domain, grade } }: { site: Pick<Site, "domain" | "grade"> }) {
  if (!grade) return <p>It has no grade: curators look at what comes from there piece by piece.</p>;
  return (
    <div className={styles.grade}>
      <GradeMark grade={grade} />
      {grade.domain !== domain && (
        <>
          , as <a href={paths.source(grade.domain)}>{grade.domain}</a> is
        </>
      )}
      <p className={styles.rationale} dir="auto">
        {grade.rationale}
      </p>
      <p className="quiet">
        {gradeWords[grade.grade].explanation} <Day at={grade.at} />, by {grade.byRole === "admin" ? "an" : "a"}{" "}
        {grade.byRole}.
      </p>
    </div>
  );
}
