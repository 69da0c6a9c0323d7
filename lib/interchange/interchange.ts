/** Forms in which a debate can be brought in. */
export const importFormats = ["moot", "kialo", "argdown", "aif", "polis"] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Something about a file that whoever imports it should know, with the line it stands in. */
export type ReportLine = {
  file: string;
  /** From 1; null where no one line is meant. */
  line: number | null;
  /** `changed`: it comes in, but not as it was. `left-out`: it does not come in. */
  what: "changed" | "left-out";
  message: string;
};

/** What an import makes, or would make. */
export type Made = {
  slug: string;
  claims: number;
  evidence: number;
  rebuttals: number;
  votes: number;
  ratings: number;
  decisions: number;
  people: number;
  /** Names that were taken here, and what those people are called here instead. */
  renamed: { from: string; to: string }[];
  /** How many public ids were taken here, and so are others now. */
  newIds: number;
};

/** How far an import has come: `done` of `total` things of this kind. */
export type Progress = (what: string, done: number, total: number) => void;

/** Forms in which a debate can be taken out. */
export const exportFormats = ["moot", "markdown", "argdown", "aif", "csv", "polis", "kialo"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const formatNames: Record<ImportFormat | ExportFormat, string> = {
  moot: "Moot’s JSON",
  kialo: "Kialo’s text",
  argdown: "Argdown",
  aif: "AIF in JSON",
  polis: "Polis’s files",
  markdown: "Markdown",
  csv: "CSV",
};

/** The files of Polis's format, the one that says most first. */
export const polisFileNames = ["summary.csv", "comments.csv", "votes.csv", "participant-votes.csv"];
