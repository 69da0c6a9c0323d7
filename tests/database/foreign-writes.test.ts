import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "@/db/client";
import { watchForeignWrites } from "@/db/foreign-writes";
import { moot } from "../support/moot";

test("what another connection writes to the file is noticed once, and what this one writes is not", async () => {
  const { db, file } = await moot();
  const other = await openDatabase({ url: `file:${file}` });
  onTestFinished(() => other.close());
  const written = watchForeignWrites(db);
  const name = (on: typeof db, title: string) =>
    on.write((tx) =>
      tx.run(sql`insert into essays (id, slug, title, created_at) values (${title}, ${title}, ${title}, 0)`),
    );
  expect(await written()).toBe(false);
  await name(db, "ours");
  expect(await written()).toBe(false);
  await name(other, "theirs");
  expect(await written()).toBe(true);
  expect(await written()).toBe(false);
  // A checkpoint changes the file, and nothing of what is in it.
  await other.clients.writer.execute("PRAGMA wal_checkpoint(PASSIVE)");
  await name(db, "ours again");
  expect(await written()).toBe(false);
});
