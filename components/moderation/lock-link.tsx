"use client";

import { useViewerLayer } from "@/components/viewer/store";
import { holds } from "@/lib/accounts/accounts";
import { paths } from "@/lib/paths";

/** The way to a claim's lock, for those who may put one on. */
export function LockLink({ claimId }: { claimId: string }) {
  const layer = useViewerLayer();
  if (!layer?.viewer || !holds(layer.viewer.role, "moderator")) return null;
  return <a href={paths.lock(claimId)}>Lock this claim</a>;
}
