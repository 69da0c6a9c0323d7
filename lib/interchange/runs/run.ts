import type { ImportFormat, Made, ReportLine } from "../interchange";

/**
 * An upload on its way: `waiting` for those before it, `reading` what a dry run finds, `planned`, `coming-in`, `kept`
 * (all is written, and is being committed), `done`, `refused` (the last attempt), `broken-off` (the server stopped, or
 * the process that did it died; nothing was kept).
 */
export type RunState = "waiting" | "reading" | "planned" | "coming-in" | "kept" | "done" | "refused" | "broken-off";

/** An upload, from its arrival until it is in or thrown away. */
export type Run = {
  id: string;
  /** The public id of whoever uploaded it. */
  by: string;
  startedAt: string;
  files: { name: string; size: number }[];
  format: ImportFormat | "auto";
  slug: string | null;
  /** Whether the last attempt was a dry one. */
  dryRun: boolean;
  state: RunState;
  /** What was found, once it was read. */
  found: { format: ImportFormat; made: Made; report: ReportLine[] } | null;
  progress: { what: string; done: number; total: number } | null;
  /** Why it was refused or broken off. */
  problem: { status: number; code: string; message: string; errors?: Record<string, string> | undefined } | null;
};

const underWay: readonly RunState[] = ["waiting", "reading", "coming-in", "kept"];

export const isUnderWay = ({ state }: Pick<Run, "state">): boolean => underWay.includes(state);

/** What things are called that an import counts while it goes on. */
export const progressWords: Record<string, string> = {
  claims: "claims",
  contributions: "contributions",
  votes: "changes of votes",
  ratings: "changes of ratings",
  search: "texts made findable",
};
