import { grades } from "@/db/words";

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
