"use client";

import { useViewerLayer } from "@/components/viewer/store";
import { holds } from "@/lib/accounts/accounts";
import { paths } from "@/lib/paths";
import { CurationBar } from "./curation-bar";

/** The way to a claim's lock, for those who may put one on. */
export function LockLink({ claimId }: { claimId: string }) {
  const layer = useViewerLayer();
  if (!layer?.viewer || !holds(layer.viewer.role, "moderator")) return null;
  return (
    <CurationBar>
      <a href={paths.lock(claimId)}>Lock this claim</a>
      <a href={paths.logOfClaim(claimId)}>What was decided here</a>
    </CurationBar>
  );
}
