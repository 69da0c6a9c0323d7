import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import { Refusal } from "@/lib/errors";
import { type GivenFile, textOf } from "./files";
import type { ReportLine } from "./interchange";

/** Characters of one row, beyond which a file is no table that people made. */
const longestRow = 1_000_000;

/** Rows that can't be read, beyond which nobody would read about them. */
const mostFaults = 10_000;

export type Row = { cells: Record<string, string>; line: number };

/**
 * The rows of a table, by the names in its first row. Rows that can't be read are told in the report. Lines before the
 * first row that begin with `# ` are given to `onNote`.
 */
export async function* rowsOf(
  file: GivenFile,
  report: ReportLine[],
  { columns, onNote }: { columns?: string[]; onNote?: (note: string) => void } = {},
): AsyncGenerator<Row> {
  let text = textOf(file);
  let skippedLines = 0;
  while (text.startsWith("#")) {
    const end = text.indexOf("\n") + 1 || text.length;
    onNote?.(text.slice(1, end).trim());
    text = text.slice(end);
    skippedLines += 1;
  }
  const parser = parse({
    columns: columns ?? ((names: string[]) => names.map((name) => name.trim().toLowerCase())),
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
  const rows = Readable.from(pieces(text)).pipe(parser) as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>;
  for await (const { record, info } of rows) {
    if (report.length > mostFaults) throw tooManyFaults(file);
    yield { cells: record, line: info.lines + skippedLines };
  }
}

/** In pieces, so that a parser that is stopped stops. */
function* pieces(text: string, size = 64 * 1024): Generator<string> {
  for (let i = 0; i < text.length; i += size) yield text.slice(i, i + size);
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
