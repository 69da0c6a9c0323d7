import { kindPhrases, type Wording } from "@/lib/claims/claims";

/** "prediction, resolves on 2027-01-01" */
export const kindOf = ({ kind, resolvesOn }: Pick<Wording, "kind" | "resolvesOn">): string =>
  resolvesOn === null ? kindPhrases[kind] : `${kindPhrases[kind]}, resolves on ${resolvesOn}`;
