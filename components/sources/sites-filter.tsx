import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { type Grade, grades, gradeWords } from "@/lib/curation/grades";
import styles from "./sources.module.css";

/** A plain form that asks by its address. */
export function SitesFilter({ q, grade }: { q: string; grade: Grade | undefined }) {
  return (
    <search>
      <form method="get" className={styles.search}>
        <Field label="Site" name="q" type="search" defaultValue={q} maxLength={400} placeholder="example.org" />
        <Field label="Grade" name="grade">
          {(props) => (
            <select {...props} defaultValue={grade ?? ""}>
              <option value="">Any</option>
              {grades.map((one) => (
                <option key={one} value={one}>
                  {gradeWords[one].label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button type="submit" kind="main">
          Find
        </Button>
      </form>
    </search>
  );
}
