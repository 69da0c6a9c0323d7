"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { FormNotice, Notice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { Outcome } from "@/lib/curation/outcome";
import { paths } from "@/lib/paths";
import styles from "./lines.module.css";

type ManyProps = {
  action: FormAction<Outcome[]>;
  /** There is something to tick. */
  some: boolean;
  removes: boolean;
  children: ReactNode;
};

/** The list's form: what is ticked is decided in one go, and each that could not be is told of. */
export function Many({ action, some, removes, children }: ManyProps) {
  const { state, submit, pending } = useForm(action);
  const outcomes = state.status === "done" ? (state.data ?? []) : [];
  const failed = outcomes.flatMap((outcome) => (outcome.done ? [] : outcome));
  return (
    <form action={submit}>
      <FormNotice state={state} />
      {outcomes.length > 0 && (
        <Notice>
          <b>
            {outcomes.length - failed.length} of {outcomes.length} decided.
          </b>
          {failed.length > 0 && (
            <ul>
              {failed.map(({ id, message }) => (
                <li key={id}>
                  <a href={paths.desk(id)}>{id}</a>: {message}
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      {children}
      {some && (
        <section className={styles.bar} aria-label="Decide about what is ticked">
          <Button type="submit" name="to" value="rejected spam" disabled={pending}>
            Reject as spam
          </Button>
          {removes && (
            <Button type="submit" name="to" value="removed spam" disabled={pending}>
              Remove as spam
            </Button>
          )}
          <Button type="submit" name="to" value="accepted" disabled={pending}>
            Accept
          </Button>
        </section>
      )}
    </form>
  );
}
