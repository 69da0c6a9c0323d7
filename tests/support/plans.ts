import { AsyncLocalStorage } from "node:async_hooks";
import type { Client, InStatement, Transaction, TransactionMode } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import type { Database, Statement } from "@/db/client";
import { excuses, fewEach, small } from "./plan-excuses";

const moots = new AsyncLocalStorage<true>();

/**
 * The same database, for Moot's own code: each statement that goes through it is told to `saw`. What a test asks of the
 * plain database is not.
 */
export function watched(db: Database, saw: (sql: string) => void): Database {
  const note = (statement: InStatement | [string, unknown]) =>
    saw(typeof statement === "string" ? statement : Array.isArray(statement) ? statement[0] : statement.sql);
  const reader = noting(db.clients.reader, note);
  const { writer } = db.clients;
  const open = writer.transaction.bind(writer);
  writer.transaction = async (mode: TransactionMode = "write") => {
    const transaction = await open(mode);
    return moots.getStore() ? noting(transaction, note) : transaction;
  };
  const looking: Database = Object.assign(drizzle(reader), {
    clients: { reader, writer },
    close: db.close,
    url: db.url,
    shared: db.shared,
    nearest: () => looking,
    write: <T>(work: (tx: Database) => Promise<T>) => moots.run(true, () => db.write(work)),
    writeAll: (statements: Statement[]) => moots.run(true, () => db.writeAll(statements)),
  });
  return looking;
}

function noting<Executes extends Client | Transaction>(
  executes: Executes,
  note: (statement: InStatement | [string, unknown]) => void,
): Executes {
  return new Proxy(executes, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (name === "execute") note(args[0] as InStatement);
        if (name === "batch") for (const one of args[0] as InStatement[]) note(one);
        return Reflect.apply(value, target, args);
      };
    },
  });
}

type Step = { id: number; parent: number; detail: string };

/**
 * What of a statement's plan costs more the more there is, a sentence each: a table read whole, a sort of what is not
 * known to be few. Empty where there is nothing, or where `excuses` says why it may be.
 */
export async function growing(client: Client, sql: string): Promise<string[]> {
  const text = sql.replace(/\s+/g, " ").trim();
  if (!/^(with|select|insert|update|delete)\b/i.test(text) || /\bwhere false\b/i.test(text)) return [];
  if (excuses.some(({ of }) => of.test(text))) return [];
  const { rows } = await client.execute(`explain query plan ${sql}`);
  const steps = rows.map((row) => ({ id: Number(row.id), parent: Number(row.parent), detail: String(row.detail) }));
  const known = await indexesOf(client);
  const faults = steps.flatMap((step) => faultsOf(step, steps, text, known));
  return faults.map((fault) => `${fault}\n    in: ${text}`);
}

type Known = { tables: string[]; unique: Set<string> };

async function indexesOf(client: Client): Promise<Known> {
  const { rows } = await client.execute("select type, name, sql from sqlite_master");
  const names = (type: string) => rows.filter((row) => row.type === type).map((row) => String(row.name));
  const unique = rows.filter(({ type, sql }) => type === "index" && (sql === null || /^create unique/i.test(`${sql}`)));
  return { tables: names("table"), unique: new Set(unique.map(({ name }) => String(name))) };
}

function faultsOf(step: Step, steps: Step[], sql: string, known: Known): string[] {
  const { detail } = step;
  if (/AUTOMATIC/.test(detail)) return [`An index is made for this statement alone: ${detail}`];
  const whole = scannedTable(detail, sql, known);
  if (whole && !small.has(whole) && !(indexIn(detail) in fewEach)) return [`All of ${whole} is read: ${detail}`];
  if (!/^USE TEMP B-TREE/.test(detail) || /RIGHT PART|LAST TERM/.test(detail)) return [];
  const sorted = steps.filter((other) => other.parent === step.parent && /^(SCAN|SEARCH)/.test(other.detail));
  const many = sorted.find((other) => !few(other.detail, sql, known));
  return many ? [`What may be many is sorted (${detail}): ${many.detail}`] : [];
}

/** The table that a step reads from its beginning; undefined for one of a part of the statement itself. */
function scannedTable(detail: string, sql: string, { tables }: Known): string | undefined {
  const [, name = ""] = /^SCAN (\w+)/.exec(detail) ?? [];
  const named = new RegExp(`(?:with|recursive|,) ${name}(?: ?\\(|  ?as )`, "i");
  if (name === "" || /VIRTUAL TABLE/.test(detail) || named.test(sql)) return undefined;
  // Tables that aren't in the statement hold keys that refer to what it inserts; SQLite looks through those only while
  // some refer to nothing, which never is.
  return tables.find((table) =>
    new RegExp(`"?\\b${table}"? (?:as )?${name === table ? "" : `"?${name}\\b`}`, "i").test(`${sql} `),
  );
}

/** The index that a step goes along, or the table where it is its primary key. */
const indexIn = (detail: string): string =>
  /USING (?:COVERING )?INDEX (\w+)/.exec(detail)?.[1] ?? /SEARCH (\w+) USING PRIMARY KEY/.exec(detail)?.[1] ?? "";

/** Whether a step finds one row, or reads what another part of the statement has chosen, or a list that was sent along. */
function few(detail: string, sql: string, known: Known): boolean {
  if (/rowid=\?\)|SCAN CONSTANT|json_each|USING PRIMARY KEY \(\w+=\? AND \w+=\?\)/.test(detail)) return true;
  const index = indexIn(detail);
  if (known.unique.has(index) || index in fewEach) return true;
  if (!detail.startsWith("SCAN ") || /VIRTUAL TABLE/.test(detail)) return false;
  const table = scannedTable(detail, sql, known);
  return table === undefined || small.has(table);
}
