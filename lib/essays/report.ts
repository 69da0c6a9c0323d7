import { differences, effortOfPage, type Segment } from "@/lib/rich-text/diff";
import type { PassageChange } from "./texts";

/** What a change of the text does to its claims, as it is shown: how many are as before, and the others one by one. */
export type PassageReport = { kept: number; items: (PassageChange & { segments: Segment[] })[] };

/** Those first that are lost, then those that read differently, in reading order. */
export function reportOf(changes: PassageChange[]): PassageReport {
  const effort = effortOfPage();
  const told = changes.filter(isNews);
  return {
    kept: changes.length - told.length,
    items: [...told.filter(isLost), ...told.filter((change) => !isLost(change))].map((change) => ({
      ...change,
      segments: differences(change.was ?? change.quote, change.now ?? "", effort),
    })),
  };
}

const isLost = ({ after }: PassageChange): boolean => after === "orphaned";

/** An orphan that stays one is told again: it is easily overlooked. */
const isNews = ({ before, after, was, now }: PassageChange): boolean =>
  after === "orphaned" || (before === null ? after !== "exact" : before !== after || was !== now);
