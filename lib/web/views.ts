import { claimKinds, claimSorts } from "@/lib/claims/claims";
import { contributionSorts } from "@/lib/contributions/contributions";
import { chosenView } from "./reading-pages";

/** What a reader chose on an essay's page, from the last segment of its address inside. */
export function essayView(segment: string) {
  const { sort, kind, after } = chosenView(segment);
  return {
    sort: claimSorts.find((word) => word === sort) ?? ("essay" as const),
    kind: claimKinds.find((word) => word === kind),
    cursor: after ?? null,
  };
}

/** What a reader chose on a claim's page: beside the arguments, one of its wordings by number. */
export function claimView(segment: string) {
  const { at } = chosenView(segment);
  return { ...argumentView(segment), at: at !== undefined && /^[1-9]\d{0,8}$/.test(at) ? Number(at) : null };
}

/** What a reader chose on a claim's page or a contribution's: the order, and where each list goes on. */
export function argumentView(segment: string) {
  const chosen = chosenView(segment);
  return {
    sort: contributionSorts.find((word) => word === chosen.sort) ?? ("convincing" as const),
    for: chosen.for ?? null,
    against: chosen.against ?? null,
    after: chosen.after ?? null,
  };
}
