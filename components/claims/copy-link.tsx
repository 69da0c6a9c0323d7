"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import styles from "./copy-link.module.css";

/**
 * The page's link: to copy by one press where the browser lets a page write to the clipboard, selected for the reader
 * to copy where it doesn't, and a plain link where there is no script.
 */
export function CopyLink({ path }: { path: string }) {
  const [said, say] = useState<string>();
  const [address, setAddress] = useState<string>();

  const copy = async () => {
    const url = location.origin + path;
    setAddress(url);
    try {
      await navigator.clipboard.writeText(url);
      say("Copied.");
    } catch {
      say("Press Ctrl+C or ⌘C to copy it.");
    }
  };

  return (
    <span className={styles.copy}>
      <Button kind="quiet" type="button" onClick={copy}>
        Copy link
      </Button>
      <a href={path}>{address ? address.replace(/^https?:\/\//, "") : path}</a>
      <span aria-live="polite">{said}</span>
      {said && said !== "Copied." && (
        <input readOnly aria-label="Link to this page" value={address} ref={(field) => field?.select()} />
      )}
    </span>
  );
}
