"use client";
import { useEffect, useState } from "react";
import { LiveCount } from "@/components/moderation/live-count";
import { useViewerLayer } from "@/components/viewer/store";
import { paths } from "@/lib/paths";
import styles from "./masthead.module.css";

/**
 * The masthead's last links: the way in, or the signed-in reader's own places. A cached page doesn't know its reader: without
 * JavaScript it leads to the account, which begins with the way in for whoever is signed out.
 */
export function AccountLinks() {
  const layer = useViewerLayer();
  const [here, setHere] = useState<string>();
  useEffect(() => setHere(location.pathname + location.search), []);
  if (!layer?.viewer)
    return (
      <>
        <a className={styles.scripted} href={here?.startsWith("/sign") ? paths.signIn() : paths.signIn(here)}>
          Sign in
        </a>
        <a className={styles.plain} href={paths.settings}>
          Account
        </a>
      </>
    );
  const { viewer, unread, waiting } = layer;
  return (
    <>
      {waiting !== null && (
        <>
          <LiveCount />
          <a href={paths.moderation}>Queue{waiting > 0 && ` (${waiting < 1000 ? waiting : "999+"})`}</a>
        </>
      )}
      <a href={paths.inbox}>Inbox{unread > 0 && ` (${unread})`}</a>
      <a href={paths.settings} dir="auto">
        {viewer.name}
      </a>
    </>
  );
}
