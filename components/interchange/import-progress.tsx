"use client";

import { useEffect, useState } from "react";
import { progressWords, type Run, stateWords } from "@/lib/interchange/runs/run";
import { paths } from "@/lib/paths";
import styles from "./interchange.module.css";

const every = 1000;

type Props = Pick<Run, "id" | "state" | "progress">;

/** How far it has come, asked again each second, until there is something else to see. Without scripts the page reloads itself. */
export function ImportProgress({ id, ...given }: Props) {
  const [{ state, progress }, become] = useState(given);
  useEffect(() => {
    const ask = async () => {
      const answer = await fetch(`${paths.api}/imports/${id}`).catch(() => null);
      const run = answer?.ok ? await answer.json().catch(() => null) : null;
      if (!run) return;
      if (["planned", "done", "refused", "broken-off"].includes(run.state)) window.location.reload();
      else become(run);
    };
    const timer = setInterval(ask, every);
    return () => clearInterval(timer);
  }, [id]);
  return (
    <div role="status" className={styles.progress}>
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <p>
        {sentences[state] ?? stateWords[state]}
        {progress && (
          <span className="num">
            {" "}
            {progress.done.toLocaleString("en")} of {progress.total.toLocaleString("en")}{" "}
            {progressWords[progress.what] ?? progress.what}
          </span>
        )}
      </p>
      <progress max={progress?.total ?? 1} value={progress?.done} aria-label="How far it has come" />
      <p>
        <a href={paths.import(id)}>Look again</a>
      </p>
    </div>
  );
}

const sentences: Partial<Record<Run["state"], string>> = {
  waiting: "Another upload is being worked at. This one is next.",
  reading: "It is being read. Nothing is changed by that.",
  "coming-in": "It is coming in. Others can read meanwhile, and votes may have to be sent again.",
  kept: "All is written, and is being kept.",
};
