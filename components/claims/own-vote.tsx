"use client";
import { useViewerLayer } from "@/components/viewer/store";
import { voteLabels } from "@/lib/votes/votes";

/** The reader's own vote on a claim in a list. */
export function OwnVote({ claimId }: { claimId: string }) {
  const layer = useViewerLayer();
  const vote = layer?.viewer ? layer.votes[claimId] : undefined;
  return vote ? <b> · your vote: {voteLabels[vote].toLowerCase()}</b> : null;
}
