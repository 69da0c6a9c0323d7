"use client";

import { useViewerLayer } from "@/components/viewer/store";
import { holds } from "@/lib/accounts/accounts";
import { paths } from "@/lib/paths";
import { CurationBar } from "./curation-bar";

/** The way to what a curator and a moderator can do to a claim, for those who may. */
export function LockLink({ claimId, resolvable }: { claimId: string; resolvable: boolean }) {
  const layer = useViewerLayer();
  if (!layer?.viewer || !holds(layer.viewer.role, "curator")) return null;
  const moderates = holds(layer.viewer.role, "moderator");
  if (!moderates && !resolvable) return null;
  return (
    <CurationBar>
      <a href={paths.claimDesk(claimId)}>{moderates ? moderated[`${resolvable}`] : "Resolve it"}</a>
      <a href={paths.logOfClaim(claimId)}>What was decided here</a>
    </CurationBar>
  );
}

const moderated = {
  true: "Reword, split, merge, lock or resolve it",
  false: "Reword, split, merge or lock it",
};
