import { copyFile } from "node:fs/promises";
import { eq, sql } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { claims, voteEvents } from "@/db/schema";
import { loadOnce, request, scratch } from "./children";
import { coldPages } from "./cold-pages";
import { type Bench, mootOn } from "./context";
import { type Figure, spread } from "./figures";
import { voteRequests } from "./writes";

/** What is offered a second, of votes and of readers each. */
const offered = 2000;

/** One claim that everybody votes on while everybody reads it. */
export async function hot(bench: Bench): Promise<Figure[]> {
  const { claim } = bench.data;
  const database = scratch("hot.db");
  await copyFile(bench.data.database, database);
  const others = await coldPages(database, claim.id);
  const moot = await mootOn({ ...bench, data: { ...bench.data, database } }, "hot");
  const reading = { port: moot.port, requests: [request("GET", claim.path, { "Accept-Encoding": "br" })] };
  const readers = { ...reading, seconds: bench.seconds, perSecond: offered };
  const voters = { port: moot.port, requests: voteRequests(bench), seconds: bench.seconds, perSecond: offered };
  const db = await openDatabase({ url: `file:${moot.database}` });
  const events = async () => {
    const [row] = await db
      .select({ count: sql<number>`count(*)` })
      .from(voteEvents)
      .innerJoin(claims, eq(claims.rowId, voteEvents.claim))
      .where(eq(claims.id, claim.id));
    return row?.count ?? 0;
  };
  const idle: number[] = [];
  const busy: number[] = [];
  const alone: number[] = [];
  const served: number[] = [];
  const versions: number[] = [];
  const lost: number[] = [];
  // The code of a page is compiled as it is used: were it cold, one rendering would be all of a run's p99.
  for (const page of others) await (await fetch(`http://127.0.0.1:${moot.port}${page}`)).arrayBuffer();
  await Promise.all([loadOnce(readers), loadOnce(voters)]);
  for (let run = 0; run < bench.runs; run++) {
    idle.push((await loadOnce(readers)).p99);
    alone.push((await loadOnce(voters)).perSecond);
    // A vote that was given before is no event: each run begins without any.
    for (const { token } of bench.data.people) await withdraw(moot.port, claim.id, token);
    const before = await events();
    const seen = watchVersions(`http://127.0.0.1:${moot.port}${claim.path}`);
    const [reads, voted] = await Promise.all([loadOnce(readers), loadOnce(voters)]);
    versions.push(seen.stop());
    busy.push(reads.p99);
    served.push(voted.perSecond);
    lost.push(voted.answers - ((await events()) - before));
  }
  const held = await heldAtMost(moot.port, 0.99);
  await db.close();
  await moot.stop();
  const part = "hot";
  return [
    {
      ...{ part, name: `votes on a claim that ${offered.toLocaleString("en")} a second read`, unit: "votes/s" },
      ours: spread(served),
      floor: spread(alone),
      floorName: "while nobody reads",
      note: `${offered.toLocaleString("en")} a second were offered`,
    },
    { part, name: "acknowledged votes that were not counted", unit: "votes", ours: spread(lost), atMost: 0 },
    {
      ...{ part, name: "its readers' p99, beside that while nobody votes", unit: "times" },
      ours: spread(busy.map((p99, run) => p99 / (idle[run] ?? p99))),
      atMost: 5,
      note: `p99 ${spread(busy).median.toFixed(2)} ms; idle ${spread(idle).median.toFixed(2)} ms`,
    },
    { part, name: "times that its page was rendered, in 5 s", unit: "times", ours: spread(versions), atMost: 1 },
    { part, name: "the write lock is held, p99, at most", unit: "ms", ours: spread([held]), atMost: 5 },
  ];
}

async function withdraw(port: number, claim: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/claims/${claim}/vote`, { method: "DELETE", headers });
  if (!answer.ok) throw new Error(`a vote could not be withdrawn: ${answer.status}`);
}

/** Looks ten times a second which version of a page its readers see; answers how often it changed in 5 s. */
function watchVersions(url: string) {
  const seen = new Set<string | null>();
  const began = performance.now();
  const timer = setInterval(async () => {
    const answer = await fetch(url, { method: "HEAD" }).catch(() => null);
    if (answer) seen.add(answer.headers.get("etag"));
  }, 100);
  return {
    stop() {
      clearInterval(timer);
      return ((seen.size - 1) / (performance.now() - began)) * 5000;
    },
  };
}

/** The least of the steps, in ms, that so large a share of all writes held the write lock for at most. */
async function heldAtMost(port: number, share: number): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const steps = [...metrics.matchAll(/^moot_write_held_seconds_bucket\{le="([^"]+)"\} (\d+)/gm)].map(
    ([, le, count]) => ({ ms: le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le) * 1000, count: Number(count) }),
  );
  const all = steps.at(-1)?.count ?? 0;
  return steps.find(({ count }) => count >= all * share)?.ms ?? Number.NaN;
}
