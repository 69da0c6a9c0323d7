import { readdirSync, readFileSync } from "node:fs";
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from "drizzle-kit/api";
import { is } from "drizzle-orm";
import { getTableConfig, type SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import * as schema from "@/db/schema";
import { accounts } from "@/db/schema";
import { moot } from "../support/moot";

type Row = Record<string, unknown>;

const rows = async (db: Database, sql: string): Promise<Row[]> =>
  (await db.clients.reader.execute(sql)).rows.map((row) => ({ ...row }));

const tables = Object.values<unknown>(schema).filter((one): one is SQLiteTable => is(one, SQLiteTable));

describe("the connections, after they were used", () => {
  // Who writes waits for other processes without standing still, beside SQLite.
  test.each([
    ["reader", { busy_timeout: 5000 }],
    // `write` waits for the disk itself (tests/db/durable.test.ts): SQLite would hold up the event loop for it.
    ["writer", { busy_timeout: 0, synchronous: 1, wal_autocheckpoint: 0 }],
  ] as const)("the %s checks references, waits its turn and leaves the disk to others", async (which, more) => {
    const settings = { foreign_keys: 1, ...more };
    const m = await moot();
    await m.person("Ada");
    await m.db.write((tx) => tx.write(async (inner) => inner.select().from(accounts)));
    await m.db.write(() => Promise.reject(new Error("undone"))).catch(() => {});
    await m.db.select().from(accounts);
    for (const [name, value] of Object.entries(settings)) {
      const { rows } = await m.db.clients[which].execute(`PRAGMA ${name}`);
      expect(Object.values(rows[0] ?? {})[0], name).toBe(value);
    }
    const { rows } = await m.db.clients[which].execute("PRAGMA journal_mode");
    expect(rows[0]?.journal_mode).toBe("wal");
  });

  test("the reader can't write", async () => {
    const m = await moot();
    await expect(m.db.clients.reader.execute("DELETE FROM accounts")).rejects.toThrow(/readonly/i);
  });

  test("inside a transaction the settings hold too", async () => {
    const m = await moot();
    const [foreignKeys] = await m.db.write((tx) => tx.all<{ foreign_keys: number }>("PRAGMA foreign_keys"));
    expect(foreignKeys?.foreign_keys).toBe(1);
  });
});

test("every table is STRICT", async () => {
  const m = await moot();
  const listed = await rows(
    m.db,
    "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'",
  );
  // SQLite's own, and the migrations' log, which Drizzle makes.
  const own = listed.filter(({ name }) => !/^sqlite_|^__drizzle_/.test(String(name)));
  expect(own.filter(({ strict }) => strict !== 1)).toEqual([]);
  expect(own.length).toBe(tables.length);
});

test("the schema in the code is the one of the newest migration", async () => {
  const newest = readdirSync("db/migrations/meta")
    .filter((name) => /^\d+_snapshot/.test(name))
    .sort()
    .at(-1);
  const last = JSON.parse(readFileSync(`db/migrations/meta/${newest}`, "utf8"));
  const now = await generateSQLiteDrizzleJson(schema, last.id);
  expect(await generateSQLiteMigration(last, now)).toEqual([]);
});

describe("the migrated tables are those of the schema", () => {
  test.each(tables.map((table) => [getTableConfig(table).name, table] as const))("%s", async (name, table) => {
    const m = await moot();
    const config = getTableConfig(table);
    const migrated = await rows(
      m.db,
      `SELECT name, lower(type) AS type, "notnull", pk FROM pragma_table_info('${name}')`,
    );
    expect(byName(migrated)).toEqual(byName(config.columns.map((column) => describeColumn(column, config))));

    const indexes = await rows(m.db, `SELECT name, "unique" FROM pragma_index_list('${name}') WHERE origin = 'c'`);
    const inCode = config.indexes.map(({ config }) => ({ name: config.name, unique: config.unique ? 1 : 0 }));
    const uniques = config.columns
      .filter((column) => column.isUnique)
      .map((column) => ({ name: column.uniqueName, unique: 1 }));
    expect(byName(indexes)).toEqual(byName([...inCode, ...uniques]));

    const references = await rows(
      m.db,
      `SELECT "from" AS name, "table" AS target FROM pragma_foreign_key_list('${name}')`,
    );
    const referred = config.foreignKeys.map((key) => {
      const { columns, foreignTable } = key.reference();
      return { name: columns[0]?.name, target: getTableConfig(foreignTable).name };
    });
    expect(byName(references)).toEqual(byName(referred));
  });
});

function describeColumn(column: SQLiteColumn, config: ReturnType<typeof getTableConfig>): Row {
  const keys = config.primaryKeys[0]?.columns.map((key) => key.name) ?? [];
  const place = keys.indexOf(column.name) + 1;
  return {
    name: column.name,
    type: column.getSQLType(),
    notnull: column.notNull ? 1 : 0,
    pk: column.primary ? 1 : place,
  };
}

const byName = (list: Row[]): Row[] => list.sort((a, b) => String(a.name).localeCompare(String(b.name)));
