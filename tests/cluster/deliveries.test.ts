import { afterEach, expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { addByOperator, signUp } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";
import { addWebhook } from "@/lib/webhooks/commands";
import { type Cluster, startCluster } from "../support/cluster";
import { password } from "../support/people";
import { startSite } from "../support/site";

let cluster: Cluster;
afterEach(() => cluster?.stop());

/** Somebody's program on a real site, which two nodes tell what is attached. It answers as it is told to. */
async function listening() {
  const site = await startSite();
  const told: string[] = [];
  const answers = { none: false };
  const url = site.at("/told", (req, res) => {
    told.push(String(req.headers["webhook-id"]));
    if (!answers.none) res.writeHead(204).end();
  });
  cluster = await startCluster({ nodes: 0, replicas: 0, people: 1 });
  for (let i = 0; i < 2; i += 1) await cluster.join({ SOURCE_CHECK_ALLOW: `127.0.0.1:${site.port}` });
  const db = await openDatabase({ url: cluster.stores.primary.url });
  const { viewer } = await signUp(createCtx(db), { name: "Ann", password });
  await addByOperator(createCtx(db), { name: "Ann", role: "admin" });
  const { rows } = await db.clients.reader.execute("select slug from essays");
  await addWebhook(createCtx(db, { ...viewer, role: "admin" }), {
    ...{ essay: String(rows[0]?.slug), url, events: ["contribution.attached"] },
  });
  const waiting = async () => {
    const { rows } = await db.clients.reader.execute("select count(*) as n from jobs where kind = 'deliver'");
    return Number(rows[0]?.n);
  };
  return { told, answers, db, waiting };
}

const attach = async (node: number, claim: number) => {
  const answer = await fetch(`${cluster.nodes[node]?.url}/api/v1/claims/${cluster.claims[claim]}/contributions`, {
    method: "POST",
    headers: { authorization: `Bearer ${cluster.people[0]?.token}`, "content-type": "application/json" },
    body: JSON.stringify({ kind: "rebuttal", body: { markdown: "It isn't so." } }),
  });
  expect(answer.status).toBe(201);
};

test("a message goes out once, whichever node it comes from, and another node sends what one had begun when it was killed", async () => {
  const { told, answers, db, waiting } = await listening();
  await Promise.all([attach(0, 0), attach(1, 1)]);
  await expect.poll(waiting, { timeout: 60_000, interval: 200 }).toBe(0);
  expect(told).toHaveLength(2);
  expect(new Set(told).size).toBe(2);

  answers.none = true;
  await attach(0, 2);
  await expect.poll(() => told.length, { timeout: 60_000 }).toBe(3);
  await cluster.nodes[0]?.kill9();
  answers.none = false;
  // Nobody has it now, and nobody takes it up before its time: that is let pass.
  expect(await waiting()).toBe(1);
  await db.clients.writer.execute("update jobs set due_at = 0, taken_until = 0 where kind = 'deliver'");
  await expect.poll(waiting, { timeout: 60_000, interval: 200 }).toBe(0);
  expect(told.slice(3)).toEqual([told[2]]);
  db.close();
}, 180_000);
