import type { ReactNode } from "react";
import type { FormState } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import styles from "./notice.module.css";

/** A sentence that must not be missed. */
export function Notice({ tone = "plain", children }: { tone?: "plain" | "refusal"; children: ReactNode }) {
  return (
    <div className={tone === "refusal" ? styles.refusal : styles.plain} role={tone === "refusal" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** What became of the form's last submission, if it says anything. */
export function FormNotice({ state }: { state: FormState<unknown> }) {
  if (state.status === "refused") {
    return (
      // biome-ignore lint/a11y/noAutofocus: a page that comes back without JavaScript would else begin at its top, far from this
      <div key={state.message} className={styles.refusal} role="alert" tabIndex={-1} autoFocus ref={bringIntoSight}>
        {state.message}
        {state.code === "account.signed_out" && (
          <>
            {" "}
            <a href={paths.signIn()} target="_blank" rel="noopener">
              Sign in in another tab
            </a>
            , then send this again.
          </>
        )}
      </div>
    );
  }
  if (state.status === "done" && state.message) return <Notice>{state.message}</Notice>;
  return null;
}

/** The button that was pressed may be a whole form below. */
const bringIntoSight = (notice: HTMLElement | null) => notice?.focus();
