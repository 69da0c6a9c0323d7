import { type Choosing, ClaimChoice } from "@/components/claims/claim-choice";

/** What the essay uses a claim for: another of its claims, or none. */
export const SupportsField = (choosing: Choosing) => (
  <ClaimChoice
    {...choosing}
    name="supports"
    label="What the essay supports with it"
    hint="It may be left open."
    none="No other claim"
  />
);
