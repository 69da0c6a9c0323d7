"use client";
import { useId, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { useCopy } from "@/components/ui/use-copy";
import styles from "./share-menu.module.css";

type Props = { label: string; value: string; site: string; rows?: number };

const never = () => () => {};
const here = () => location.origin;

/** Something to copy: by one press. */
export function CopyField({ label, value, site, rows }: Props) {
  const id = useId();
  // The server may be reached under another name than it knows.
  const origin = useSyncExternalStore(never, here, () => site);
  const text = value.replaceAll(site, origin);

  const { said, copy } = useCopy(() => {
    const field = document.getElementById(id);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
  });
  const field = { id, readOnly: true, value: text, spellCheck: false };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {rows ? <textarea {...field} rows={rows} /> : <input {...field} />}
      <span className={styles.copy}>
        <Button kind="quiet" type="button" onClick={() => copy(text)}>
          Copy
        </Button>
        <span aria-live="polite">{said}</span>
      </span>
    </div>
  );
}
