import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import { Refusal } from "@/lib/errors";
import { type GivenFile, textPieces } from "./files";
import type { ReportLine } from "./interchange";

/** Characters of one row, beyond which a file is no table that people made. */
const longestRow = 1_000_000;

/** Rows that can't be read, beyond which nobody would read about them. */
const mostFaults = 10_000;

export type Row = { cells: Record<string, string>; line: number };

type RowOptions = {
  /** The columns' names, where the file's first row doesn't say them. */
  columns?: string[];
  onNote?: (note: string) => void;
  onColumns?: (names: string[]) => void;
};

/**
 * The rows of a table, by the names in its first row. Rows that can't be read are told in the report. Lines before the
 * first row that begin with `# ` are given to `onNote`.
 */
export async function* rowsOf(
  file: GivenFile,
  report: ReportLine[],
  { columns, onNote, onColumns }: RowOptions = {},
): AsyncGenerator<Row> {
  const { notes, rest } = await withoutNotes(file);
  for (const note of notes) onNote?.(note);
  const skippedLines = notes.length;
  const parser = parse({
    columns:
      columns ??
      ((given: string[]) => {
        const names = given.map((name) => name.trim().toLowerCase());
        onColumns?.(names);
        return names;
      }),
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: longestRow,
    on_skip: (error) => {
      const line = Number((error as { lines?: number } | undefined)?.lines ?? 0) + skippedLines;
      const message = `This row can't be read: ${error?.message ?? ""}`.slice(0, 300);
      report.push({ file: file.name, line, what: "left-out", message });
      if (report.length > mostFaults) parser.destroy(tooManyFaults(file));
    },
  });
  const source = Readable.from(rest);
  // A pipe passes neither a fault on nor an end backwards.
  source.on("error", (error) => parser.destroy(error));
  parser.on("close", () => source.destroy());
  const rows = source.pipe(parser) as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>;
  for await (const { record, info } of rows) {
    if (report.length > mostFaults) throw tooManyFaults(file);
    yield { cells: record, line: info.lines + skippedLines };
  }
}

/** The lines before a table that begin with `#`, and the text after them, a piece at a time. */
async function withoutNotes(file: GivenFile): Promise<{ notes: string[]; rest: AsyncIterable<string> }> {
  const pieces = textPieces(file);
  const notes: string[] = [];
  let start = "";
  for (;;) {
    const end = start.indexOf("\n") + 1;
    if (start !== "" && (!start.startsWith("#") || start.length > longestRow)) break;
    if (end === 0) {
      const { value, done } = await pieces.next();
      if (done) break;
      start += value;
    } else {
      notes.push(start.slice(1, end).trim());
      start = start.slice(end);
    }
  }
  async function* rest() {
    yield start;
    yield* pieces;
  }
  return { notes, rest: rest() };
}

const tooManyFaults = ({ name }: GivenFile) => {
  const sentence = `${name} has more than ${mostFaults} rows that can't be read. Is it the right file?`;
  return new Refusal(422, "import.malformed", sentence);
};

/** What a spreadsheet would take for a formula and run. */
const formula = /^[=+\-@\t\r]/;

/** Words as a cell that no spreadsheet runs: an apostrophe goes before what looks like a formula, as it does there. */
export const words = (text: string | null): string => (text === null ? "" : formula.test(text) ? `'${text}` : text);

/** {@link words} taken back. */
export const wordsOf = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** Rows of a table as text. Give people's words through {@link words}. */
export const table = (rows: (string | number)[][]): string =>
  stringify(rows, { record_delimiter: "\r\n", quoted_match: /[\r\n]/ });
