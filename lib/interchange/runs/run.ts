import type { ImportFormat, Made, ReportLine } from "../interchange";
import type { Outline } from "../outline";

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
  found: { format: ImportFormat; made: Made; report: ReportLine[]; outline: Outline } | null;
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

export const stateWords: Record<RunState, string> = {
  waiting: "waits for its turn",
  reading: "is being read",
  planned: "read, not brought in",
  "coming-in": "is coming in",
  kept: "is being kept",
  done: "brought in",
  refused: "refused",
  "broken-off": "broken off",
};

const refusals: Record<string, string> = {
  "import.too_large": "This is larger than the 128 MB that an import takes. Bring the debate in parts.",
  "import.too_many_uploads": "There are too many uploads that wait to be brought in. Throw one of them away first.",
  "import.one_file": "Choose a file or paste its text, then try again. From Polis, choose all its files together.",
  "import.under_way": "It is under way already. Wait until it has ended.",
  "import.done": "It was brought in already.",
  "input.malformed": "The upload broke off before its end. Try again.",
  "input.invalid": "The name in the address is words of letters and digits, with hyphens between them.",
};

/** What to say of an upload that was turned down, by the code that stands in the address. */
export function uploadRefusal(code: string | string[] | undefined): string | undefined {
  if (code === undefined) return undefined;
  return refusals[String(code)] ?? "The upload was turned down. Try again in a moment.";
}
