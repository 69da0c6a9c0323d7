"use client";

import { useViewerLayer } from "@/components/viewer/store";
import { holds } from "@/lib/accounts/accounts";
import { paths } from "@/lib/paths";
import { CurationBar } from "./curation-bar";

/** The way to what a moderator can do to a claim, for those who may. */
export function LockLink({ claimId }: { claimId: string }) {
  const layer = useViewerLayer();
  if (!layer?.viewer || !holds(layer.viewer.role, "moderator")) return null;
  return (
    <CurationBar>
      <a href={paths.claimDesk(claimId)}>Reword, split, merge or lock it</a>
      <a href={paths.logOfClaim(claimId)}>What was decided here</a>
    </CurationBar>
  );
}
