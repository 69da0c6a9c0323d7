import { expect, test } from "vitest";
import { moot } from "../support/moot";
import { excuses, fewEach, small } from "../support/plan-excuses";
import { growing } from "../support/plans";

// Each statement that Moot's own code sends in any test is held to this by `moot()` of tests/support.

test("a statement that reads a whole table is found, and one that looks a row up is not", async () => {
  const { db } = await moot();
  const faults = (sql: string) => growing(db.clients.reader, sql);
  expect(await faults("select * from votes where value = 1")).toEqual([
    "All of votes is read: SCAN votes\n    in: select * from votes where value = 1",
  ]);
  expect(await faults("select * from votes v where v.value = 1")).toHaveLength(1);
  expect(await faults("select 1 from claims k join contributions c on c.text_hash is null")).not.toEqual([]);
  expect(await faults("delete from contributions where created_at < 5")).toHaveLength(1);
  expect(await faults("select * from votes where claim = 1 and account = 2")).toEqual([]);
});

test("a sort of what may be many is found, and one of rows that were chosen before is not", async () => {
  const { db } = await moot();
  const faults = (sql: string) => growing(db.clients.reader, sql);
  expect(await faults("select * from contributions where claim = 1 order by created_at limit 5")).toHaveLength(1);
  expect(await faults("select distinct account from vote_events where claim = 1")).toHaveLength(1);
  expect(await faults("select * from contributions where claim = 1 and state = 'held' order by row_id")).toEqual([]);
  expect(
    await faults(`select * from contributions where row_id in (
      select row_id from contributions where claim = 1 and state = 'held' order by row_id limit 5) order by created_at`),
  ).toEqual([]);
});

test("every excuse names what there is, and says why", async () => {
  const { db } = await moot();
  const { rows } = await db.clients.reader.execute("select name from sqlite_master");
  const there = new Set(rows.map(({ name }) => name));
  for (const name of [...small, ...Object.keys(fewEach)]) expect(there).toContain(name);
  for (const why of [...Object.values(fewEach), ...excuses.map((one) => one.why)]) expect(why).toMatch(/\w+ \w+/);
});
