"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useCopy } from "@/components/ui/use-copy";
import styles from "./copy-link.module.css";

/** The page's link, to copy by one press, and a plain link where there is no script. */
export function CopyLink({ path }: { path: string }) {
  const [address, setAddress] = useState<string>();
  const [shown, show] = useState(false);
  const { said, copy } = useCopy(() => show(true));

  const press = () => {
    const url = location.origin + path;
    setAddress(url);
    return copy(url);
  };

  return (
    <span className={styles.copy}>
      <Button kind="quiet" type="button" onClick={press}>
        Copy link
      </Button>
      <a href={path}>{address ? address.replace(/^https?:\/\//, "") : path}</a>
      <span aria-live="polite">{said}</span>
      {shown && <input readOnly aria-label="Link to this page" value={address} ref={(field) => field?.select()} />}
    </span>
  );
}
