import { GradeMark } from "@/components/contributions/grade-mark";
import { Day } from "@/components/ui/day";
import type { ListedSite } from "@/lib/curation/grades";
import { paths } from "@/lib/paths";
import styles from "./sources.module.css";

/** Graded sites, each with why. */
export function SitesList({ sites }: { sites: ListedSite[] }) {
  return (
    <ul className={styles.list}>
      {sites.map((site) => (
        <li key={site.domain}>
          <a href={paths.source(site.domain)} className={styles.site}>
            {site.domain}
          </a>{" "}
          <GradeMark grade={site} />
          <p>{site.rationale.length > 280 ? `${site.rationale.slice(0, 280)}…` : site.rationale}</p>
          <p className="quiet">
            <Day at={site.at} />
          </p>
        </li>
      ))}
    </ul>
  );
}
