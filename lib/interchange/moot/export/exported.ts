import type { Ctx } from "@/lib/ctx";
import type { View } from "../format";
import type { Keys, Numbers } from "../keys";
import type { Found } from "../scope";

/** Rows read at a time. */
export const batch = 200;

/** What the parts of one export share. */
export type Exported = {
  ctx: Ctx;
  found: Found;
  view: View;
  keys: Keys;
  /** Which of them are in the document, by row id. */
  contributions: Numbers;
  decisions: Numbers;
};
