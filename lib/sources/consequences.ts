import type { Look } from "./look";
import { deadly, type Fault, type Found, type QuoteCheck } from "./sources";

/** What a contribution's row says of its source. */
export type SourceState = { quoteCheck: QuoteCheck; deadSince: Date | null; sourceChangedAt: Date | null };

/** Earlier looks at the same address. */
export type Earlier = {
  /** The newest first. */
  faults: { at: Date; fault: Fault | null }[];
  /** The newest that brought a text, with the same excerpt looked for in it. */
  read: { textHash: string; found: Found | null } | null;
};

/** How many times in a row nothing must answer before a source is called dead. */
const failuresAtMost = 3;

/**
 * What a look changes of what is known of a source. It never says that a quotation is right: that is a curator's to
 * say. It takes back what a curator said where the page has changed and the excerpt no longer stands there as it did.
 */
export function consequences(before: SourceState, earlier: Earlier, look: Look, now: Date): SourceState {
  const after = { ...before };
  if (look.fault !== null) {
    const since = deadly.includes(look.fault) ? silentSince(earlier, now) : null;
    if (since) {
      after.deadSince ??= since;
      if (after.quoteCheck === "unchecked") after.quoteCheck = "unreachable";
    }
    return after;
  }
  after.deadSince = null;
  if (after.quoteCheck === "unreachable") after.quoteCheck = "unchecked";
  const { read } = earlier;
  if (look.page && read && read.textHash !== look.page.textHash) {
    after.sourceChangedAt ??= now;
    if (nearness(read.found) !== nearness(look.page.match?.found ?? null)) after.quoteCheck = "unchecked";
  }
  return after;
}

/** Since when nothing answered, if this is the third time in a row. */
function silentSince({ faults }: Earlier, now: Date): Date | null {
  const silent = [{ at: now }];
  for (const { at, fault } of faults) {
    // A look that could not leave this machine says nothing of the source.
    if (fault === "no_way_out") continue;
    if (fault === null || !deadly.includes(fault)) break;
    silent.push({ at });
  }
  return silent.length >= failuresAtMost ? (silent.at(-1)?.at ?? now) : null;
}

const nearness = (found: Found | null): number =>
  found === "exact" || found === "folded" ? 2 : found === "close" ? 1 : 0;
