import type { GivenFile } from "../files";
import type { ReportLine } from "../interchange";

/** Tells of a table's columns that Moot has no place for, once it sees their names. */
export const tellColumns = (file: GivenFile, known: string[], report: ReportLine[]) => (names: string[]) => {
  const others = names.filter((name) => !known.includes(name)).map((name) => `“${name}”`);
  if (others.length === 0) return;
  const message = `Columns that have no place here: ${others.join(", ").slice(0, 1000)}.`;
  report.push({ file: file.name, line: 1, what: "left-out", message });
};
