import { gradeWords, type SourceGrade } from "@/lib/curation/grades";
import { paths } from "@/lib/paths";
import styles from "./grade-mark.module.css";

/** What this Moot makes of a source's site, by a word and a shape; it leads to why. */
export function GradeMark({ grade: { grade, domain } }: { grade: SourceGrade }) {
  const { label, explanation } = gradeWords[grade];
  return (
    <a className={styles.mark} data-grade={grade} href={paths.source(domain)} title={`${domain}: ${explanation}`}>
      {label}
    </a>
  );
}
