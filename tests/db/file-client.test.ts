import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { type Client, createClient, type InArgs, type InValue, LibsqlError, type ResultSet } from "@libsql/client";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { openFileClient } from "@/db/file-client";

const table =
  "create table things (id integer primary key, name text unique, many integer, much real, bytes blob, any) ";

/** A file with an empty table. */
async function opened(by: "libsql" | "moot") {
  const file = path.join(await mkdtemp(path.join(path.dirname(inject("baseDatabase")), "c-")), "things.db");
  const all: Client[] = [];
  /** Another process that has it open. */
  function other(): Client {
    const made =
      by === "moot" ? openFileClient(file, 0) : createClient({ url: `file:${file}`, timeout: 0, concurrency: 1 });
    all.push(made);
    return made;
  }
  const client = other();
  await client.executeMultiple(`pragma journal_mode=wal; ${table}`);
  const close = () => {
    for (const one of all) one.close();
  };
  return { client, other, close };
}

/** All that a caller can see of an answer. */
const seen = ({ columns, columnTypes, rows, rowsAffected, lastInsertRowid }: ResultSet) => ({
  columns,
  columnTypes,
  rowsAffected,
  lastInsertRowid,
  rows: rows.map((row) => ({
    named: Object.entries(row),
    placed: Array.prototype.slice.call(row),
    length: row.length,
  })),
});

/** The answer, or what is wrong. */
const outcome = (asked: Promise<ResultSet>) =>
  asked.then(seen, (error) =>
    error instanceof LibsqlError
      ? { code: error.code, extended: error.extendedCode, raw: error.rawCode, message: error.message }
      : { type: error.constructor },
  );

const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, undefined, Number.NaN, Number.POSITIVE_INFINITY, 2n ** 63n),
  fc.maxSafeInteger(),
  fc.maxSafeInteger().map(BigInt),
  fc.double({ noInteger: true, noNaN: true }),
  fc.string({ unit: "binary" }),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ maxLength: 40 }),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => bytes.slice().buffer),
) as fc.Arbitrary<InValue>;

const insert = "insert into things (name, many, much, bytes, any) values (?, ?, ?, ?, ?)";

const statement = fc.oneof(
  fc.record({
    sql: fc.constantFrom(
      insert,
      `${insert} returning *`,
      `${insert} on conflict (name) do update set any = excluded.any returning id, any`,
      "select id, name, many, much, bytes, any, id from things where name = ? or many > ? or much > ? or bytes = ? or any = ?",
      "select count(*), max(many) as length, 7 from things where any in (?, ?, ?, ?, ?)",
      "update things set any = ? where name = ? or many = ? or much = ? or bytes = ?",
    ),
    args: fc.array(value, { minLength: 3, maxLength: 5 }),
  }),
  fc.record({
    sql: fc.constantFrom("select :one as one, @two as two, $three as three", "delete from things where any = :one"),
    args: fc.record({ ":one": value, two: value, $three: value }, { requiredKeys: [] }) as fc.Arbitrary<InArgs>,
  }),
  fc.constantFrom("select * from things", "select t.*, 1 from things t order by id desc", "select nothing", "select 8"),
);

/** How both clients take the same `deeds`, each on a file of its own. */
async function both(deeds: (given: Awaited<ReturnType<typeof opened>>) => Promise<unknown>) {
  const [own, libsqls] = [await opened("moot"), await opened("libsql")];
  try {
    expect(await deeds(own)).toEqual(await deeds(libsqls));
  } finally {
    own.close();
    libsqls.close();
  }
}

test("whatever is asked, it answers as libSQL's own client", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 30 }), (statements) =>
      both(async ({ client }) => {
        const answers: unknown[] = [];
        // Each twice: the second time by the statement that was kept.
        for (const one of statements.flatMap((one) => [one, one])) answers.push(await outcome(client.execute(one)));
        return answers;
      }),
    ),
    { numRuns: 100 },
  );
});

const add = (name: string) => ({ sql: "insert into things (name) values (?)", args: [name] });
const allThings = "select * from things order by id";

/** libSQL's own client has the columns of before in the first answer, and a name for each that was added: `undefined`. */
test("what another process changed in the schema is in the next answer of a statement that was kept", async () => {
  const { client, other, close } = await opened("moot");
  const another = other();
  const columns = async (sql: string) => {
    const { columns, rows } = await client.execute(sql);
    expect(rows.map((row) => Object.keys(row))).toEqual([columns]);
    return columns;
  };
  await client.execute(add("a stone"));
  expect(await columns("select * from things")).toEqual(["id", "name", "many", "much", "bytes", "any"]);
  expect(await columns("select name, any from things")).toEqual(["name", "any"]);
  await another.execute("alter table things add column colour text default 'grey'");
  expect(await columns("select * from things")).toEqual(["id", "name", "many", "much", "bytes", "any", "colour"]);
  await another.execute("alter table things drop column any");
  expect(await columns("select * from things")).toEqual(["id", "name", "many", "much", "bytes", "colour"]);
  await another.execute("alter table things rename column bytes to any");
  expect(await columns("select * from things")).toEqual(["id", "name", "many", "much", "any", "colour"]);
  expect(await columns("select name, any from things")).toEqual(["name", "any"]);
  await another.execute("drop table things");
  await expect(client.execute("select name, any from things")).rejects.toThrow("no such table");
  await another.execute("create table things as select 7 as any, 'a leaf' as name");
  expect(await columns("select * from things")).toEqual(["any", "name"]);
  expect(await columns("select name, any from things")).toEqual(["name", "any"]);
  close();
});

test("a PRAGMA holds each time that it is said", () =>
  both(async ({ client }) => {
    const answers: unknown[] = [];
    for (const setting of ["off", "full", "off", "full"]) {
      await client.execute(`pragma synchronous=${setting}`);
      answers.push(await outcome(client.execute("pragma synchronous")));
    }
    expect(answers[0]).not.toEqual(answers[1]);
    return answers;
  }));

test("a statement that failed can be asked again, inside of a transaction and after it was undone", () =>
  both(async ({ client }) => {
    const answers: unknown[] = [await outcome(client.execute(add("a stone")))];
    for (const end of ["rollback", "commit", "close"] as const) {
      const open = await client.transaction();
      for (const name of ["a stone", "a leaf", "a stone", `a ${end}`])
        answers.push(await outcome(open.execute(add(name))));
      answers.push(open.closed);
      await open[end]();
      answers.push(
        open.closed,
        await outcome(open.execute(add("a latecomer"))),
        await outcome(client.execute(allThings)),
      );
    }
    return answers;
  }));

test("a transaction that is over does nothing in the next one, and nothing else is done beside one", () =>
  both(async ({ client }) => {
    const over = await client.transaction();
    await over.commit();
    const next = await client.transaction();
    const answers = [
      await outcome(over.execute(add("a latecomer"))),
      await over.commit().catch((error) => error.code),
      await over.rollback(),
      await client.execute(add("a stone")).catch((error) => error.code),
      await client.transaction().catch((error) => error.code),
      await outcome(next.execute(add("a leaf"))),
    ];
    await next.commit();
    return [...answers, await outcome(client.execute(allThings))];
  }));

test("what SQLite undid by itself is not gone on with", () =>
  both(async ({ client }) => {
    const open = await client.transaction();
    await open.execute(add("a stone"));
    const undone = await outcome(open.execute("insert or rollback into things (name) values ('a stone')"));
    const after = await outcome(open.execute(add("a leaf")));
    const ended = await open.rollback().catch((error) => error.code);
    return [undone, after, ended, open.closed, await outcome(client.execute(allThings))];
  }));

test("a number that JavaScript can't hold is refused, not rounded", () =>
  both(async ({ client }) => {
    const largest = 2n ** 53n - 1n;
    const answers: unknown[] = [];
    for (const many of [largest, largest + 1n, -largest, -largest - 1n]) {
      answers.push(await outcome(client.execute({ sql: insert, args: [`${many}`, many, null, null, null] })));
      answers.push(await outcome(client.execute({ sql: "select many from things where name = ?", args: [`${many}`] })));
    }
    return answers;
  }));

/** libSQL's own client leaves the refused BEGIN open, which has the connection read what was before until it is collected. */
test("whoever meets another process's transaction hears so, and can write after it on the same connection", async () => {
  const { client, other, close } = await opened("moot");
  const theirs = await other().transaction();
  await theirs.execute(add("a stone"));
  await expect(client.transaction()).rejects.toMatchObject({ code: "SQLITE_BUSY" });
  expect((await client.execute(allThings)).rows).toEqual([]);
  await theirs.commit();
  const ours = await client.transaction();
  await ours.execute(add("a leaf"));
  await ours.commit();
  expect((await client.execute(allThings)).rows.map(({ name }) => name)).toEqual(["a stone", "a leaf"]);
  close();
});

test("nothing that was read holds up a checkpoint", () =>
  both(async ({ client, other }) => {
    const another = other();
    await client.execute(add("a stone"));
    await another.execute({ sql: "select * from things where name = ? limit 1", args: ["a stone"] });
    await another.execute(add("a leaf"));
    const checkpoint = await outcome(client.execute("pragma wal_checkpoint(truncate)"));
    expect(checkpoint).toMatchObject({ rows: [{ placed: [0, 0, 0] }] });
    return checkpoint;
  }));

test("several statements are one deed: all of them or none, a migration without foreign keys", () =>
  both(async ({ client }) => {
    await client.execute("create table parts (of integer references things)");
    await client.execute("pragma foreign_keys=on");
    const orphan = "insert into parts values (7)";
    const code = (asked: Promise<ResultSet[]>) =>
      asked.then(
        (all) => all.map(seen),
        ({ code }) => code,
      );
    const answers = [
      await code(client.batch([add("a stone"), "select nothing"], "write")),
      await code(client.batch([add("a leaf"), ["insert into things (name) values (?)", ["a root"]]], "write")),
      await code(client.batch([orphan])),
      await code(client.migrate([add("a twig"), orphan])),
      await code(client.migrate([add("a bud"), "select nothing"])),
      await code(client.batch([orphan])),
    ];
    await client.executeMultiple("insert into things (name) values ('a shell'); select nothing").catch(() => {});
    await client.executeMultiple("begin; insert into things (name) values ('left open')");
    return [...answers, await outcome(client.execute(allThings)), await outcome(client.execute("pragma foreign_keys"))];
  }));

test("a connection that was given up takes its transaction along; a closed one says so", () =>
  both(async ({ client }) => {
    const open = await client.transaction();
    await open.execute(add("a stone"));
    await client.reconnect();
    const answers: unknown[] = [open.closed, await outcome(open.execute(add("a leaf")))];
    answers.push(await open.rollback(), await outcome(client.execute(add("a root"))));
    answers.push(await outcome(client.execute(allThings)), client.closed);
    client.close();
    client.close();
    answers.push(client.closed, await client.execute(allThings).catch((error) => error.code));
    await client.reconnect();
    return [...answers, client.closed, await outcome(client.execute(allThings))];
  }));
