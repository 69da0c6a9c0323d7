import { type Choosing, ClaimChoice } from "@/components/claims/claim-choice";

/** Which claim of the original a claim of a translation says; nothing where there is none to choose. */
export const TranslatesField = (choosing: Choosing) =>
  choosing.claims.length > 0 && (
    <ClaimChoice
      {...choosing}
      name="translates"
      label="The same, in the original"
      hint="Readers of either are led to the other."
      none="None of these"
    />
  );
