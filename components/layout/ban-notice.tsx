"use client";
import { Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import { useViewerLayer } from "@/components/viewer/store";
import { paths } from "@/lib/paths";
import styles from "./ban-notice.module.css";

/** On every page, to whoever is banned: why, until when, and what stays open to them. */
export function BanNotice() {
  const banned = useViewerLayer()?.viewer?.banned;
  if (!banned) return null;
  return (
    <div className={styles.notice}>
      <Notice tone="refusal">
        Your account is banned from taking part{" "}
        {banned.until === null ? (
          "until it is lifted"
        ) : (
          <>
            until <When at={new Date(banned.until)} exact />
          </>
        )}
        .{banned.reason && ` The reason: ${banned.reason}`} You can still read, appeal from{" "}
        <a href={paths.inbox}>your inbox</a>, and take your data or leave in <a href={paths.settings}>your settings</a>.
      </Notice>
    </div>
  );
}
