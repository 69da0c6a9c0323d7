import { Button } from "@/components/ui/button";
import { When } from "@/components/ui/when";
import type { State } from "@/lib/contributions/contributions";
import type { GivenReason } from "@/lib/curation/reasons";
import { stateWords } from "@/lib/curation/states";
import styles from "./bar.module.css";

type StaleProps = {
  /** What the refusal told (`changedMeanwhile`). */
  details: Record<string, unknown> | undefined;
  reload: () => void;
  skip: () => void;
  next: string;
};

/** Somebody was faster: how it stands now and why, and the ways on. What was typed stays where it is. */
export function Stale({ details, reload, skip, next }: StaleProps) {
  const state = details?.state as State | undefined;
  const reason = details?.stateReason as GivenReason | null | undefined;
  const last = details?.last as { action: string; byRole: string; at: string } | null | undefined;
  return (
    // biome-ignore lint/a11y/noAutofocus: the decision was sent from elsewhere on the page, which went on meanwhile
    <div className={styles.stale} role="alert" tabIndex={-1} autoFocus>
      <p>
        <b>Somebody else was faster.</b>{" "}
        {last?.action === "resubmit" ? (
          "Its author edited it."
        ) : (
          <>
            It is now <b>{state ? stateWords[state].label.toLowerCase() : "changed"}</b>
            {last && (
              <>
                , by {last.byRole === "admin" ? "an admin" : `a ${last.byRole}`}, <When at={new Date(last.at)} exact />
              </>
            )}
            .
          </>
        )}{" "}
        {reason?.label && `${reason.label}. `}
        {reason?.text}
      </p>
      <p className={styles.send}>
        <Button type="button" kind="main" onClick={skip}>
          Go on to the next
        </Button>
        <Button type="button" onClick={reload}>
          Show it as it is now
        </Button>
        <noscript>
          <a href={next}>Go on</a>
        </noscript>
      </p>
    </div>
  );
}
