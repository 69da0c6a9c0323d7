import { rowsOf, wordsOf } from "../csv";
import type { GivenFile } from "../files";
import type { ReportLine } from "../interchange";

/** What the summary says, by its keys in small letters. What Moot has no place for is told. */
export async function readSummary(file: GivenFile | undefined, report: ReportLine[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (!file) return found;
  for await (const { cells, line } of rowsOf(file, report, { columns: ["key", "value"] })) {
    const { key = "", value = "" } = cells;
    found.set(key.trim().toLowerCase(), wordsOf(value));
    const counted = /^(topic|url|vote-convention|voters.*|commenters|comments|groups|views)$/.test(key.trim());
    if (!counted && value !== "")
      report.push({ file: file.name, line, what: "left-out", message: `${key}: “${value.slice(0, 300)}”` });
  }
  return found;
}
