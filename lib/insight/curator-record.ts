import type { Role } from "@/lib/accounts/accounts";

/** What one curator decided in a period. */
export type CuratorRecord = {
  name: string;
  role: Role;
  decisions: number;
  accepted: number;
  needsSource: number;
  rejected: number;
  removed: number;
  merged: number;
  undos: number;
  /** Decisions that somebody else took back. */
  undoneByOthers: number;
  /** Appeals against their decisions that were answered, by what came of them. */
  appealsUpheld: number;
  appealsDenied: number;
  /** How long what they decided about had waited, in ms: for half of it at most, and for nine tenths of it. */
  waited: { median: number | null; most: number | null };
};

export const periods = {
  week: { label: "7 days", days: 7 },
  month: { label: "30 days", days: 30 },
  year: { label: "a year", days: 365 },
  all: { label: "always", days: null },
} as const;
export type Period = keyof typeof periods;

export const periodIn = (text: string | undefined): Period =>
  (Object.keys(periods) as Period[]).find((known) => known === text) ?? "month";

/** A duration as people say it, to the greatest unit: "3 h", "2 d". */
export function duration(ms: number): string {
  const units = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1000],
  ] as const;
  const [unit, size] = units.find(([, size]) => ms >= size) ?? ["s", 1000];
  return `${Math.round(ms / size)} ${unit}`;
}
