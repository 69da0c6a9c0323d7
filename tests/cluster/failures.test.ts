import { createClient } from "@libsql/client";
import { afterEach, expect, test } from "vitest";
import { voteCode } from "@/db/schema";
import { webSocketUrl } from "@/db/server";
import type { VoteValue } from "@/lib/votes/votes";
import { type Cluster, startCluster, vote } from "../support/cluster";
import { password } from "../support/people";
import type { RunningMoot } from "../support/server";
import { visitor } from "../support/visitor";
import { layWire } from "../support/wire";

let cluster: Cluster;
afterEach(() => cluster?.stop());

const tokenOf = (person: number) => cluster.people[person]?.token ?? "";
const claim = (n: number) => cluster.claims[n % cluster.claims.length] ?? "";
const node = (n: number) => cluster.nodes[n] as RunningMoot;
const statusOf = (answer: Promise<Response>) =>
  answer.then(
    ({ status }) => status,
    () => null,
  );
const reads = (at: { url: string }, path: string) => statusOf(fetch(at.url + path));
const seconds = (n: number) => new Promise((resolve) => setTimeout(resolve, n * 1000));
const values: VoteValue[] = ["agree", "disagree", "unsure"];

/** What the primary holds, past all of Moot. */
async function held(sql: string) {
  const client = createClient({ url: webSocketUrl(cluster.stores.primary.url) });
  const { rows } = await client.execute(sql).finally(() => client.close());
  return rows;
}

const miscounted = () =>
  held(`select id from claims c
    where agree + disagree + unsure <> (select count(*) from votes v where v.claim = c.row_id)
      or agree <> (select count(*) from votes v where v.claim = c.row_id and v.value = ${voteCode.agree})`);

test("a replica dies: reading goes on by the other and by the primary, on pages not read before too", async () => {
  cluster = await startCluster({ nodes: 1, replicas: 2 });
  expect(await reads(node(0), `/c/${claim(0)}`)).toBe(200);
  for (const [i, replica] of cluster.stores.replicas.entries()) {
    await replica.kill();
    for (let n = 1; n <= 4; n += 1) {
      expect(await reads(node(0), `/c/${claim(i * 4 + n)}`)).toBe(200);
      expect(await reads(node(0), `/api/v1/claims/${claim(n)}`)).toBe(200);
    }
  }
  expect(await reads(node(0), "/readyz")).toBe(200);
  expect(await statusOf(vote(node(0), claim(0), tokenOf(0), "agree"))).toBe(200);
});

test("the primary dies: reading goes on everywhere, writing says when to come back, and all is well on its return", async () => {
  cluster = await startCluster({ nodes: 2, replicas: 1 });
  const bea = visitor(node(0).url);
  await bea.submit(await bea.open("/signup"), "Make the account", { name: "Bea", password });
  const page = await bea.open(`/c/${claim(0)}`);
  expect(await reads(node(1), `/c/${claim(0)}`)).toBe(200);
  expect(await statusOf(vote(node(1), claim(0), tokenOf(0), "agree"))).toBe(200);
  await seconds(2);
  await cluster.stores.primary.kill();

  for (const at of cluster.nodes) {
    for (const path of ["/", `/c/${claim(0)}`, `/c/${claim(7)}`, "/search?q=model", `/api/v1/claims/${claim(8)}`]) {
      expect(await reads(at, path), `${path} while the primary is dead`).toBe(200);
    }
    expect(await reads(at, "/readyz")).toBe(200);
    const refused = await vote(at, claim(0), tokenOf(1), "disagree");
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: "store.unavailable" });
  }
  // Her text comes back with the page.
  const typed = "I write this while nothing can be saved.";
  const kept = await bea.submit(page, "Attach evidence", { markdown: typed, stance: "supports" });
  expect(kept.html).toContain(typed);
  expect(kept.html).toContain("can&#x27;t save anything just now");

  await cluster.stores.primary.start();
  const back = Date.now();
  for (const at of cluster.nodes) {
    await expect
      .poll(() => statusOf(vote(at, claim(1), tokenOf(2), "agree")), { timeout: 10_000, interval: 250 })
      .toBe(200);
    expect(await reads(at, `/c/${claim(9)}`)).toBe(200);
  }
  expect(Date.now() - back).toBeLessThan(10_000);
  expect(await miscounted()).toEqual([]);
});

test("the network is cut in the midst of votes: each is there once or not at all, and no answer says otherwise", async () => {
  cluster = await startCluster({ nodes: 0, replicas: 0 });
  const wire = await layWire(cluster.stores.primary.url);
  const far = await cluster.join({ DATABASE_URL: wire.url });
  expect(await statusOf(vote(far, claim(0), tokenOf(0), "agree"))).toBe(200);
  // Further into the conversation each time: before the transaction, in it, at its commit, after it.
  const told = new Map<string, number | null>();
  for (let turn = 0; turn < 7; turn += 1) {
    wire.cutAfter(turn * 370);
    const status = await statusOf(vote(far, claim(1 + turn), tokenOf(0), "disagree"));
    told.set(claim(1 + turn), status);
    expect([200, 503]).toContain(status);
    wire.mend();
    await expect
      .poll(() => statusOf(vote(far, claim(0), tokenOf(0), values[turn % 3] ?? "agree")), { timeout: 10_000 })
      .toBe(200);
  }
  const there = new Map<string, number>();
  for (const { id, n } of await held(
    "select c.id, count(*) as n from votes v join claims c on c.row_id = v.claim group by c.id",
  )) {
    there.set(String(id), Number(n));
  }
  for (const [id, status] of told) {
    if (status === 200) expect(there.get(id), id).toBe(1);
    else expect(there.get(id) ?? 0, id).toBeLessThanOrEqual(1);
  }
  expect([...told.values()]).toContain(503);
  expect(await miscounted()).toEqual([]);
  await wire.close();
});

test("a node is killed under load: the others carry on, and none of their votes is refused", async () => {
  cluster = await startCluster({ nodes: 2, replicas: 1 });
  let dead = false;
  const counts = { survivor: 0, refused: 0 };
  const until = Date.now() + 6000;
  const load = (n: number, person: number) =>
    (async () => {
      for (let i = 0; Date.now() < until && !(n === 1 && dead); i += 1) {
        const status = await statusOf(vote(node(n), claim(i), tokenOf(person), values[i % 3] ?? "agree"));
        if (n === 1) continue;
        if (status === 200) counts.survivor += 1;
        else counts.refused += 1;
      }
    })();
  const voters = [load(0, 0), load(0, 1), load(1, 2), load(1, 3)];
  await seconds(2);
  dead = true;
  await node(1).kill9();
  await Promise.all(voters);
  expect(counts.refused).toBe(0);
  expect(counts.survivor).toBeGreaterThan(20);
  expect(await miscounted()).toEqual([]);
});

test("a minute of votes with a death every ten seconds: none that was acknowledged is lost, none is there twice", async () => {
  cluster = await startCluster({ nodes: 2, replicas: 1, people: 8 });
  const until = Date.now() + 60_000;
  const acknowledged = new Map<string, VoteValue>();
  let count = 0;
  const voters = cluster.people.map(async ({ name, token }, person) => {
    for (let i = 0; Date.now() < until; i += 1) {
      const id = claim(i * 7 + person);
      const value = values[(i + person) % 3] ?? "agree";
      const at = cluster.nodes[(i + person) % cluster.nodes.length];
      const status = at ? await statusOf(vote(at, id, token, value)) : null;
      if (status === 200) {
        acknowledged.set(`${name} ${id}`, value);
        count += 1;
        continue;
      }
      // Whether it was kept is not known, and was not claimed.
      acknowledged.delete(`${name} ${id}`);
      expect([503, null]).toContain(status);
      await seconds(0.2);
    }
  });
  const killings = (async () => {
    const [replica] = cluster.stores.replicas;
    const deaths = [
      async () => {
        await cluster.stores.primary.kill();
        await seconds(1);
        await cluster.stores.primary.start();
      },
      async () => {
        await replica?.kill();
        await seconds(1);
        await replica?.start();
      },
      async () => {
        const [first] = cluster.nodes.splice(0, 1);
        await first?.kill9();
        await cluster.join();
      },
    ];
    for (let turn = 0; turn < 5; turn += 1) {
      await seconds(8);
      await deaths[turn % 3]?.();
    }
  })();
  await Promise.all([...voters, killings]);
  const rows = await held(`
    select a.name || ' ' || c.id as whose, v.value, count(*) as n,
      (select e."to" from vote_events e where e.account = v.account and e.claim = v.claim order by e.row_id desc) as last
    from votes v join accounts a on a.row_id = v.account join claims c on c.row_id = v.claim group by 1`);
  const kept = new Map(rows.map(({ whose, value, last, n }) => [String(whose), { value, last, n }]));
  for (const [whose, value] of acknowledged) {
    expect(kept.get(whose), whose).toEqual({ value: voteCode[value], last: voteCode[value], n: 1 });
  }
  expect(count).toBeGreaterThan(200);
  expect(await miscounted()).toEqual([]);
}, 180_000);
