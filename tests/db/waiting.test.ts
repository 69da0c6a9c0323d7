import { createClient } from "@libsql/client";
import { expect, test } from "vitest";
import { accounts } from "@/db/schema";
import { asRefusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { moot } from "../support/moot";

/** Another process that writes, as an operator's import does. */
async function elsewhere(file: string) {
  const other = createClient({ url: `file:${file}`, concurrency: 1 });
  const writing = await other.transaction("write");
  return {
    async end() {
      await writing.rollback();
      other.close();
    },
  };
}

const add = (m: Awaited<ReturnType<typeof moot>>, name: string) =>
  m.db.write((tx) => tx.insert(accounts).values({ id: newId(), name, nameSkeleton: name, createdAt: m.clock.now }));

const names = async (m: Awaited<ReturnType<typeof moot>>) =>
  (await m.db.select({ name: accounts.name }).from(accounts)).map((row) => row.name);

test("who writes waits for another process that does, while others go on reading", async () => {
  const m = await moot();
  const other = await elsewhere(m.file);
  const waiting = add(m, "ada");
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await names(m)).toEqual([]);
  await other.end();
  await waiting;
  expect(await names(m)).toEqual(["ada"]);
});

test("whom that takes too long for is told to try again later, and the next one can write", {
  timeout: 30_000,
}, async () => {
  const m = await moot();
  const other = await elsewhere(m.file);
  const refused = await Promise.all(["ada", "bob"].map((name) => add(m, name).catch((error) => asRefusal(error))));
  expect(refused).toMatchObject([
    { status: 503, retryAfter: 10 },
    { status: 503, retryAfter: 10 },
  ]);
  await other.end();
  await add(m, "cyd");
  expect(await names(m)).toEqual(["cyd"]);
});
