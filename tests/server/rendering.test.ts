import { createClient } from "@libsql/client";
import { expect, onTestFinished, test } from "vitest";
import { makeData } from "@/cli/bench/data";
import { testFolder } from "../support/folder";
import { mootForTest } from "../support/server";

/** A Moot with people, a page of it, and how often pages were rendered so far. */
async function readable() {
  const dataDir = await testFolder("rendering");
  const data = await makeData(dataDir, { people: 2, contributions: 2 });
  const moot = await mootForTest({ dataDir });
  const rendered = async (): Promise<number> => {
    const metrics = await (await fetch(`${moot.url}/metrics`)).text();
    return Number(/^moot_pages_rendered (\d+)$/m.exec(metrics)?.[1]);
  };
  const asked = async (): Promise<number> => {
    const metrics = await (await fetch(`${moot.url}/metrics`)).text();
    return Number(/^moot_front_cache_total\{outcome="asked"\} (\d+)$/m.exec(metrics)?.[1]);
  };
  const page = async (path = data.claim.path) => (await fetch(moot.url + path)).text();
  const put = (person: number, path: string, value: string) =>
    fetch(`${moot.url}/api/v1/${path}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${data.people[person]?.token}`, "content-type": "application/json" },
      body: JSON.stringify({ value }),
    });
  return { moot, data, rendered, asked, page, put };
}

test("a page that is read all the time is rendered once, and again when somebody voted or rated", async () => {
  const { data, moot, rendered, page, put } = await readable();
  const first = await page();
  const before = await rendered();
  const end = Date.now() + 7000;
  while (Date.now() < end) {
    expect(await page()).toBe(first);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  expect(await rendered()).toBe(before);

  expect((await put(1, `claims/${data.claim.id}/vote`, "agree")).status).toBe(200);
  await expect.poll(page, { timeout: 10_000, interval: 250 }).not.toBe(first);
  expect(await rendered()).toBe(before + 1);

  const voted = await page();
  const list = await fetch(`${moot.url}/api/v1/claims/${data.claim.id}/contributions`);
  const [attached] = ((await list.json()) as { items: { id: string; author: { name: string } }[] }).items;
  const rater = data.people.findIndex(({ name }) => name !== attached?.author.name);
  expect((await put(rater, `contributions/${attached?.id}/rating`, "convincing")).status).toBe(200);
  await expect.poll(page, { timeout: 10_000, interval: 250 }).not.toBe(voted);
}, 60_000);

test("a page shows what an operator's command wrote to the file while the server runs", async () => {
  const { data, moot, page } = await readable();
  expect(await page()).not.toContain("Said by an operator");
  const client = createClient({ url: `file:${moot.database}` });
  onTestFinished(() => client.close());
  await client.execute({
    sql: "update claims set statement = 'Said by an operator' where id = ?",
    args: [data.claim.id],
  });
  await expect.poll(page, { timeout: 15_000, interval: 250 }).toContain("Said by an operator");
}, 60_000);

test("what is attached while a page is being rendered is on the next one that is asked for", async () => {
  const { data, moot, page } = await readable();
  const attach = (person: number, text: string) =>
    fetch(`${moot.url}/api/v1/claims/${data.claim.id}/contributions`, {
      method: "POST",
      headers: { authorization: `Bearer ${data.people[person]?.token}`, "content-type": "application/json" },
      body: JSON.stringify({
        ...{ kind: "evidence", stance: "supports", body: { markdown: text } },
        source: { url: `https://example.org/${encodeURIComponent(text)}`, title: text },
      }),
    });
  for (let round = 0; round < 8; round += 1) {
    expect((await attach(0, `First of round ${round}`)).status).toBe(201);
    // Expired by that, it is rendered now, and on the way the next piece comes.
    const rendering = page();
    await new Promise((resolve) => setTimeout(resolve, 4 * round));
    expect((await attach(1, `Second of round ${round}`)).status).toBe(201);
    await rendering;
    expect(await page()).toContain(`Second of round ${round}`);
  }
}, 60_000);

test("of each kind of page it is known what it shows: nobody asks Next for it again before that changes", async () => {
  const { data, moot, asked, page } = await readable();
  const list = await fetch(`${moot.url}/api/v1/claims/${data.claim.id}/contributions`);
  const { items } = (await list.json()) as { items: { url: string }[] };
  const own = items.map(({ url }) => new URL(url).pathname);
  const essay = `/essays/${data.essay}`;
  const paths = ["/", essay, `${essay}?sort=divided&kind=fact`, data.claim.path, `${data.claim.path}/history`, ...own];
  const missing = ["/c/nothing/here", "/essays/none", "/e/none", `${essay}/text`];
  const all = [...paths, ...missing, ...own.map((path) => `${path}/history`)];
  for (const path of all) await page(path);
  // Where it is not known, Next is asked again after a second.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const before = await asked();
  for (const path of all) await page(path);
  expect(await asked()).toBe(before);
}, 60_000);
