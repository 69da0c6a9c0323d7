import { z } from "zod";
import { type Place, placeAt } from "./entries";
import { searchKinds } from "./search";

/** Nothing that is typed into a search is at fault: what can't be understood is left out. */
export const searchInput = z.object({
  q: z.string().catch(""),
  /** An essay's slug. */
  essay: z.string().min(1).max(200).optional().catch(undefined),
  kind: z.enum(searchKinds).optional().catch(undefined),
  /** `any` finds what has at least one of the words. */
  match: z.enum(["all", "any"]).catch("all"),
  cursor: z.coerce
    .string()
    .transform((cursor): Place => placeAt(cursor) ?? { shown: 0, after: null })
    .catch({ shown: 0, after: null }),
});
export type SearchInput = {
  q?: string | undefined;
  essay?: string | undefined;
  kind?: string | undefined;
  match?: "all" | "any";
  cursor?: string | number | undefined;
};
