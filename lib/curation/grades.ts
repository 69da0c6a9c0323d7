import { grades } from "@/db/words";
import type { Role } from "@/lib/accounts/accounts";
import type { LogItem } from "./log";

export { grades };
export type Grade = (typeof grades)[number];

/** What a domain is graded, and the domain that was: its own, or one above it. */
export type SourceGrade = { grade: Grade; domain: string };

export const gradeWords: Record<Grade, { label: string; explanation: string }> = {
  reliable: {
    label: "Reliable source",
    explanation: "What it reports has been found to hold, and it corrects itself.",
  },
  mixed: {
    label: "Mixed source",
    explanation: "Some of what it reports holds and some does not: look at the matter itself.",
  },
  unreliable: { label: "Unreliable source", explanation: "What it reports has often been found not to hold." },
  banned: {
    label: "Banned source",
    explanation: "Nothing new from it is taken. What came before stays, with this mark.",
  },
};

/** What the log says of a domain without a grade. */
export const ungraded = "ungraded";

/** `version` is how often it was graded so far. */
export type GradeReceipt = { domain: string; grade: Grade | null; version: number };

/** A graded site as lists show it. */
export type ListedSite = SourceGrade & { rationale: string; at: Date };
export type SitesPage = { items: ListedSite[]; nextCursor: string | null };

/** Who graded appears by role. */
export type GradedSite = ListedSite & { byRole: Role };

/** A site with what this Moot makes of it. */
export type Site = {
  domain: string;
  /** Its own, or that of a domain above it. */
  grade: GradedSite | null;
  /** How often it was graded so far: to be given with a new grade. */
  version: number;
  /** What was decided about it, the latest first. */
  history: LogItem[];
  /** How evidence from it fared that everybody can see. */
  counts: Record<"accepted" | "unreviewed" | "needs-source" | "rejected", number>;
};
