"use client";
import { useEffect, useState } from "react";
import type { Counts } from "@/lib/claims/claims";
import { type LiveClaim, newsOf } from "@/lib/live/live";
import { Live } from "./live";
import styles from "./news.module.css";
import { useLiveClaim } from "./store";

type Props = {
  claim: { id: string; counts?: Counts };
  /** Where what is new is to be seen. */
  path: string;
};

/**
 * Keeps up with a claim, and says that something came in while the page was read: over the page, where it moves nothing.
 * Pressed, it shows how things stand now.
 */
export function News({ claim, path }: Props) {
  const live = useLiveClaim(claim.id);
  const [first, setFirst] = useState<Partial<LiveClaim>>();
  useEffect(() => setFirst((known) => known ?? (live?.counts && live)), [live]);

  const before = claim.counts ?? first?.counts;
  const more = live?.counts && before ? sum(live.counts) - sum(before) : 0;
  const decided = first !== undefined && live?.decided?.id !== first.decided?.id && live?.decided;
  const words = more > 0 ? `${more} new` : decided ? newsOf(decided.action) : more < 0 ? "Something changed" : "";
  const elsewhere = more > 0 && path;
  return (
    <div className={styles.news} role="status">
      <Live claim={claim.id} />
      {words && (
        <a
          href={path}
          onClick={(event) => {
            if (elsewhere && elsewhere !== location.pathname) return;
            event.preventDefault();
            location.reload();
          }}
        >
          {words} · show
        </a>
      )}
    </div>
  );
}

const sum = ({ supporting, contradicting, rebuttals }: Counts): number => supporting + contradicting + rebuttals;
