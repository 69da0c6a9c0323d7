import { stringify } from "csv-stringify/sync";
import type { Ctx } from "@/lib/ctx";
import type { LogFilters, LogItem } from "./log";
import { publicLog } from "./queries/log";

const columns = [
  ...["id", "url", "at", "action", "targetKind", "targetId", "targetName", "targetUrl", "claimId", "claim", "essay"],
  ...[
    "from",
    "to",
    "reasonCode",
    "reason",
    "reasonText",
    "byRole",
    "until",
    "intoKind",
    "intoId",
    "undoes",
    "undoneBy",
  ],
];

/** Rows read at once; the table is as long as the log, and never in memory as a whole. */
const batch = 500;

/**
 * The log as a table (CSV, RFC 4180), the latest row first, piece by piece. A field that a spreadsheet would take for a
 * formula begins with an apostrophe.
 */
export async function* logTable(ctx: Ctx, filters: LogFilters, link: (path: string) => string): AsyncGenerator<string> {
  yield table([columns]);
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof publicLog>> = await publicLog(ctx, filters, cursor, batch);
    if (page.items.length > 0) yield table(page.items.map((item) => cells(item, link)));
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** A line's end within a field would else end the row for some readers: the library looks for whole `\r\n` only. */
const table = (rows: (string | null)[][]): string =>
  stringify(rows, { escape_formulas: true, record_delimiter: "\r\n", quoted_match: /[\r\n]/ });

function cells(item: LogItem, link: (path: string) => string): (string | null)[] {
  const { target, claim, wordings, reason, into } = item;
  return [
    ...[item.id, link(item.url), item.at.toISOString(), item.action],
    ...[target.kind, target.id, target.name, target.url && link(target.url)],
    ...[claim?.id ?? null, claim?.statement ?? null, item.essay?.slug ?? null],
    ...[wordings?.before.statement ?? item.from, wordings?.after.statement ?? item.to],
    ...[reason?.code ?? null, reason?.label ?? null, reason?.text ?? null],
    ...[item.byRole, item.until?.toISOString() ?? null],
    ...[into?.kind ?? null, into?.id ?? null, item.undoes, item.undoneBy],
  ];
}
