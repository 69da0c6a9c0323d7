import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { decisions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { undoDecision } from "@/lib/curation/commands";
import { dump } from "../support/dump";
import { type Exercise, exercises, type Setting, setting } from "./exercises";

/** Everything that is stored, the log with it. */
const everything = async (db: Database) => ({ ...(await dump(db)), log: await db.select().from(decisions) });

const writes = ["insert", "update", "delete"] as const;

describe("a decision and its row stand or fall together, whatever write of it fails", () => {
  test.each(Object.keys(exercises))("%s", async (name) => {
    const s = await setting();
    const { first, act } = exercises[name] as Exercise;
    await first?.(s);
    const before = await everything(s.db);
    const failed = await failEachWrite(s, act);
    expect(failed).toContain("insert of decisions");
    expect(failed.length).toBeGreaterThan(1);
    expect(await everything(s.db)).toEqual(before);
    await act(s);
    expect((await everything(s.db)).log.length).toBeGreaterThan(before.log.length);
  });

  test.each(Object.keys(exercises))("%s, undone", async (name) => {
    const s = await setting();
    const { first, act } = exercises[name] as Exercise;
    await first?.(s);
    await act(s);
    const id = await s.latest();
    const before = await everything(s.db);
    const failed = await failEachWrite(s, ({ ann }) => undoDecision(ann, id));
    expect(failed).toContain("insert of decisions");
    expect(await everything(s.db)).toEqual(before);
    await undoDecision(s.ann, id);
  });
});

/** Breaks each kind of write to each table that it makes, one after the other, and says which those were. */
async function failEachWrite(s: Setting, act: (s: Setting) => Promise<unknown>): Promise<string[]> {
  const { db } = s;
  const before = await everything(db);
  const made = await writesOf(s, act);
  for (const { write, table } of made) {
    await db.write((tx) =>
      tx.run(sql.raw(`create trigger broken before ${write} on "${table}" begin select raise(abort, 'broken'); end`)),
    );
    await expect(act(s), `${write} of ${table}`).rejects.toThrow();
    await db.write((tx) => tx.run(sql`drop trigger broken`));
    expect(await everything(db), `after a failed ${write} of ${table}`).toEqual(before);
  }
  return made.map(({ write, table }) => `${write} of ${table}`);
}

/** Each kind of write that it makes: it is done once in a transaction that writes them down and leaves nothing behind. */
async function writesOf(s: Setting, act: (s: Setting) => Promise<unknown>) {
  const { db } = s;
  const tables = await db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '%search_index%' and name not like '\\_\\_%' escape '\\'`,
  );
  let made: { write: string; table: string }[] = [];
  const enough = new Error("This transaction is to leave nothing behind");
  const trial = db.write(async (tx) => {
    await tx.run(sql`create table made ("table" text, "write" text)`);
    for (const { name } of tables) {
      for (const write of writes) {
        await tx.run(
          sql.raw(
            `create trigger "${write} of ${name}" before ${write} on "${name}" begin insert into made values ('${name}', '${write}'); end`,
          ),
        );
      }
    }
    const inside = (ctx: Ctx): Ctx => ({ ...ctx, db: tx, touched: new Set() });
    const { max, ann, mo } = s;
    await act({ ...s, db: tx, max: inside(max), ann: inside(ann), mo: inside(mo) });
    made = await tx.all(sql`select distinct "table", "write" from made`);
    throw enough;
  });
  await expect(trial).rejects.toBe(enough);
  return made;
}

describe("an undo puts everything back, byte for byte", () => {
  test.each(Object.keys(exercises))("%s", async (name) => {
    const s = await setting();
    const { first, act, leaves = [] } = exercises[name] as Exercise;
    await first?.(s);
    const look = () => dump(s.db, { without: leaves });
    const before = await look();
    await act(s);
    expect(await dump(s.db)).not.toEqual(before);
    await undoDecision(s.ann, await s.latest());
    expect(await look()).toEqual(before);
  });
});
