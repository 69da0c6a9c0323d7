import { When } from "@/components/ui/when";
import { type Run, stateWords } from "@/lib/interchange/runs/run";
import { paths } from "@/lib/paths";
import styles from "./interchange.module.css";

/** Uploads that are kept, the newest first. */
export function ImportList({ runs }: { runs: Run[] }) {
  return (
    <ul className={styles.list}>
      {runs.map((run) => (
        <li key={run.id}>
          <a href={paths.import(run.id)}>{nameOf(run)}</a>
          <span className={styles.state}>
            {stateWords[run.state]}, <When at={new Date(run.startedAt)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

export const nameOf = ({ found, files }: Pick<Run, "found" | "files">): string =>
  found?.outline.title ?? files.map((file) => file.name).join(", ");
