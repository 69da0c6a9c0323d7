import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cluster, startCluster } from "../support/cluster";
import { openFront } from "../support/front";
import { password } from "../support/people";
import type { RunningMoot } from "../support/server";
import { visitor } from "../support/visitor";

let cluster: Cluster;
let front: Awaited<ReturnType<typeof openFront>>;
let one: RunningMoot;
let other: RunningMoot;

/** Two nodes behind one address, as people meet them. */
beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, replicas: 1, people: 4 });
  [one, other] = cluster.nodes as [RunningMoot, RunningMoot];
  front = await openFront(cluster.nodes);
});
afterAll(async () => {
  await front?.close();
  await cluster?.stop();
});

const claimPage = (n: number) => `/c/${cluster.claims[n]}`;
const authorized = (person: number) => ({
  authorization: `Bearer ${cluster.people[person]?.token}`,
  "content-type": "application/json",
});
const rebuttal = (text: string) => JSON.stringify({ kind: "rebuttal", body: { markdown: text } });
const attach = (node: RunningMoot, claim: number, person: number, text: string) =>
  fetch(`${node.url}/api/v1/claims/${cluster.claims[claim]}/contributions`, {
    method: "POST",
    headers: authorized(person),
    body: rebuttal(text),
  });
const read = async (node: { url: string }, path: string) => (await fetch(node.url + path)).text();

test("a session made on one node holds on the other, and so does its end", async () => {
  const ada = visitor(front.url);
  front.choose(0);
  const signup = await ada.open("/signup");
  await ada.submit(signup, "Make the account", { name: "Ada", password });
  front.choose(1);
  expect((await ada.open("/settings")).html).toContain("Ada");
  const session = [...ada.cookies()].map(([name, value]) => `${name}=${value}`).join("; ");
  const whoami = (node: RunningMoot) =>
    fetch(`${node.url}/api/v1/viewer?path=/`, { headers: { cookie: session } }).then((answer) => answer.json());
  expect(await whoami(one)).toMatchObject({ viewer: { name: "Ada" } });
  await fetch(`${other.url}/signout`, { method: "POST", headers: { cookie: session } });
  expect(await whoami(one)).toEqual({ viewer: null });
  expect(await whoami(other)).toEqual({ viewer: null });
});

test("what one node writes, a stranger reads on the other within five seconds, on a page read all the while", async () => {
  await read(other, claimPage(0));
  for (let i = 0; i < 3; i += 1) {
    const text = `This was said on one node, number ${i}.`;
    expect((await attach(one, 0, i, text)).status).toBe(201);
    await expect.poll(() => read(other, claimPage(0)), { timeout: 5000, interval: 100 }).toContain(text);
  }
});

test("somebody reads what they wrote at once, on whichever node", async () => {
  const bob = visitor(front.url);
  front.choose(0);
  await bob.submit(await bob.open("/signup"), "Make the account", { name: "Bob", password });
  for (let turn = 0; turn < 6; turn += 1) {
    const cookie = () => [...bob.cookies()].map(([name, value]) => `${name}=${value}`).join("; ");
    const path = claimPage(1 + turn);
    // Both nodes have the page as it was.
    await Promise.all([read(one, path), read(other, path)]);
    front.choose(turn % 2);
    const text = `Bob says so for the ${turn}th time.`;
    const answer = await fetch(`${front.url}/api/v1/claims/${cluster.claims[1 + turn]}/contributions`, {
      method: "POST",
      headers: { cookie: cookie(), "content-type": "application/json" },
      body: rebuttal(text),
    });
    expect(answer.status).toBe(201);
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      bob.cookies().set(pair.split("=")[0] ?? "", pair.split("=")[1] ?? "");
    }
    front.choose((turn + 1) % 2);
    const page = await fetch(front.url + path, { headers: { cookie: cookie() } });
    expect(await page.text()).toContain(text);
    front.choose(turn % 2);
    const own = await fetch(front.url + path, { headers: { cookie: cookie() } });
    expect(await own.text()).toContain(text);
  }
});

test("two people who vote at once on two nodes are both counted, and one person's race is one vote", async () => {
  const claim = cluster.claims[10];
  const put = (node: RunningMoot, person: number, value: string) =>
    fetch(`${node.url}/api/v1/claims/${claim}/vote`, {
      method: "PUT",
      headers: authorized(person),
      body: JSON.stringify({ value }),
    });
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => put(i % 2 ? one : other, (i >> 1) % 4, i % 3 ? "agree" : "unsure")),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200));
  const { tally } = await (await fetch(`${one.url}/api/v1/claims/${claim}`, { headers: authorized(0) })).json();
  expect(tally.total).toBe(4);
});

test("limits hold across nodes: whoever is refused by one is refused by the other", async () => {
  const post = (node: RunningMoot) =>
    fetch(`${node.url}/api/v1/claims/${cluster.claims[0]}/contributions`, {
      method: "POST",
      headers: authorized(3),
      body: "{}",
    }).then(({ status }) => status);
  const answered: number[] = [];
  for (let i = 0; i < 75; i += 1) {
    answered.push(...(await Promise.all([post(one), post(other), post(one), post(other)])));
  }
  expect(new Set(answered)).toEqual(new Set([422]));
  expect(await post(one)).toBe(429);
  expect(await post(other)).toBe(429);
});
