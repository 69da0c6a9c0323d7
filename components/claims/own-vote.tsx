"use client";
import { useViewerLayer } from "@/components/viewer/store";
import { voteLabels } from "@/lib/votes/votes";
import styles from "./own-vote.module.css";

/** The reader's own vote on a claim in a list: a mark in the margin, where it moves nothing. */
export function OwnVote({ claimId }: { claimId: string }) {
  const layer = useViewerLayer();
  const vote = layer?.viewer ? layer.votes[claimId] : undefined;
  if (!vote) return null;
  const words = `Your vote: ${voteLabels[vote].toLowerCase()}`;
  return (
    <span className={styles[vote]} title={words}>
      <span aria-hidden="true">✓</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
