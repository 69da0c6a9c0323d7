import { rm } from "node:fs/promises";
import { createClient } from "@libsql/client";
import { describe, expect, onTestFinished, test } from "vitest";
import { type BenchData, makeData } from "@/cli/bench/data";
import { voteCode } from "@/db/schema";
import type { VoteValue } from "@/lib/votes/votes";
import { testFolder } from "../support/folder";
import { mootForTest, startMoot } from "../support/server";

/** A data folder with the essay and some people who hold tokens. */
async function folderOf(people: number): Promise<{ dataDir: string; data: BenchData }> {
  const dataDir = await testFolder("votes");
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return { dataDir, data: await makeData(dataDir, { people, contributions: 0 }) };
}

function opened(database: string) {
  const client = createClient({ url: `file:${database}` });
  onTestFinished(() => client.close());
  return client;
}

const vote = (url: string, claim: string, token: string, value: VoteValue) =>
  fetch(`${url}/api/v1/claims/${claim}/vote`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ value }),
  });

const values: VoteValue[] = ["agree", "disagree", "unsure"];

describe("a vote that was acknowledged", () => {
  test("is there after kill -9, with its history, and the tally is the count of votes", async () => {
    const { dataDir, data } = await folderOf(8);
    const claims = [data.claim.id, ...data.otherClaims];
    const moot = await startMoot({ dataDir });
    const acknowledged = new Map<string, VoteValue>();
    let count = 0;
    const voters = data.people.map(async ({ name, token }, person) => {
      for (let i = 0; ; i++) {
        const claim = claims[(i * 7 + person) % claims.length] ?? "";
        const value = values[(i + person) % 3] ?? "agree";
        const answer = await vote(moot.url, claim, token, value).catch(() => null);
        if (answer === null) {
          // Under way when the process was killed: kept or not, both are right.
          acknowledged.delete(`${name} ${claim}`);
          return;
        }
        expect(answer.status).toBe(200);
        acknowledged.set(`${name} ${claim}`, value);
        count += 1;
      }
    });
    await expect.poll(() => count, { timeout: 30_000 }).toBeGreaterThan(200);
    await moot.kill9();
    await Promise.all(voters);

    const again = await mootForTest({ dataDir });
    const client = opened(again.database);
    const { rows } = await client.execute(`
      select a.name || ' ' || c.id as whose, v.value,
        (select e."to" from vote_events e where e.account = v.account and e.claim = v.claim order by e.row_id desc) as last
      from votes v join accounts a on a.row_id = v.account join claims c on c.row_id = v.claim`);
    const kept = new Map(rows.map(({ whose, value, last }) => [String(whose), [value, last]]));
    for (const [whose, value] of acknowledged) {
      expect(kept.get(whose), whose).toEqual([voteCode[value], voteCode[value]]);
    }
    const miscounted = await client.execute(`
      select id from claims c
      where agree + disagree + unsure <> (select count(*) from votes v where v.claim = c.row_id)`);
    expect(miscounted.rows).toEqual([]);
  }, 120_000);
});

describe("a database that can't be written just now", () => {
  test("is answered with 503 and when to come back, and nothing is half done", async () => {
    const { dataDir, data } = await folderOf(1);
    const moot = await mootForTest({ dataDir });
    const token = data.people[0]?.token ?? "";
    expect((await vote(moot.url, data.claim.id, token, "agree")).status).toBe(200);

    const other = opened(moot.database);
    const holding = await other.transaction("write");
    const refused = await vote(moot.url, data.claim.id, token, "disagree");
    expect(refused.status).toBe(503);
    expect(refused.headers.get("content-type")).toContain("application/problem+json");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await refused.json()).code).toBe("store.unavailable");
    await holding.rollback();

    const after = await (await fetch(`${moot.url}/api/v1/claims/${data.claim.id}`)).json();
    expect(after.tally).toMatchObject({ agree: 1, disagree: 0, total: 1 });
    expect((await vote(moot.url, data.claim.id, token, "disagree")).status).toBe(200);
  });
});

describe("a reader of the page", () => {
  test("sees a vote within the page's few seconds, and an attached piece at once", async () => {
    const { dataDir, data } = await folderOf(2);
    const moot = await mootForTest({ dataDir });
    const [ada, ben] = data.people;
    const page = async () => (await fetch(moot.url + data.claim.path)).text();
    expect(await page()).not.toContain("A page nobody had seen");
    const answer = await fetch(`${moot.url}/api/v1/claims/${data.claim.id}/contributions`, {
      method: "POST",
      headers: { authorization: `Bearer ${ada?.token}`, "content-type": "application/json" },
      body: JSON.stringify({
        kind: "evidence",
        stance: "supports",
        body: { markdown: "A page nobody had seen" },
        source: { url: "https://example.org/unseen", title: "Unseen" },
      }),
    });
    expect(answer.status).toBeLessThan(300);
    expect(await page()).toContain("A page nobody had seen");

    const before = await page();
    expect((await vote(moot.url, data.claim.id, ben?.token ?? "", "agree")).status).toBe(200);
    await expect.poll(page, { timeout: 10_000, interval: 500 }).not.toBe(before);
  });
});
