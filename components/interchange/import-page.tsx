import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { formatNames } from "@/lib/interchange/interchange";
import { isUnderWay, type Run } from "@/lib/interchange/runs/run";
import { paths } from "@/lib/paths";
import { ImportFound } from "./import-found";
import { ImportProgress } from "./import-progress";
import styles from "./interchange.module.css";

/** One upload: what is going on with it, what was found in it, and what can be done with it next. */
export function ImportPage({ run, action }: { run: Run; action: string }) {
  const { state, found, problem, files, dryRun } = run;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <>
      <p className={styles.state}>
        {files.map((file) => file.name).join(", ")} · {sizeOf(size)}
        {found && ` · read as ${formatNames[found.format]}`}
      </p>
      {isUnderWay(run) && <ImportProgress id={run.id} state={state} progress={run.progress} />}
      {problem && (
        <Notice tone="refusal">
          <p>{problem.message}</p>
          {problem.errors && (
            <ul>
              {Object.entries(problem.errors).map(([place, sentence]) => (
                <li key={place}>
                  <code>{place}</code>: {sentence}
                </li>
              ))}
            </ul>
          )}
          {!dryRun && <p>Nothing was brought in.</p>}
        </Notice>
      )}
      {state === "done" && found && (
        <Notice>
          It is in, all of it: <a href={paths.essay(found.made.slug)}>{found.outline.title}</a>.
        </Notice>
      )}
      {found && <ImportFound run={run} found={found} action={action} />}
      {!isUnderWay(run) && state !== "done" && <NextSteps run={run} action={action} />}
    </>
  );
}

function NextSteps({ run, action }: { run: Run; action: string }) {
  const ready = run.state === "planned";
  return (
    <>
      <form action={action} method="post" className={styles.next}>
        <Field
          label="The essay’s name in its address"
          name="slug"
          defaultValue={run.slug ?? ""}
          maxLength={60}
          hint="Left empty, it is the file’s, or made from the title."
        />
        <div className={styles.buttons}>
          {ready && (
            <Button type="submit" name="dryRun" value="false" kind="main">
              Bring it in
            </Button>
          )}
          <Button type="submit" name="dryRun" value="true">
            Read it again
          </Button>
        </div>
      </form>
      <form action={action} method="post">
        <input type="hidden" name="discard" value="true" />
        <Button type="submit" kind="quiet">
          Throw this upload away
        </Button>
      </form>
    </>
  );
}

const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
