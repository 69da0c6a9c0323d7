import { eq, sql } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { claims, voteEvents } from "@/db/schema";
import { loadOnce, request } from "./children";
import { type Bench, mootOn } from "./context";
import { type Figure, spread } from "./figures";
import { voteRequests } from "./writes";

/** What is offered a second, of votes and of readers each. */
const offered = 2000;

/** One claim that everybody votes on while everybody reads it. */
export async function hot(bench: Bench): Promise<Figure[]> {
  const { claim } = bench.data;
  const moot = await mootOn(bench, "hot");
  const reading = { port: moot.port, requests: [request("GET", claim.path, { "Accept-Encoding": "br" })] };
  const readers = { ...reading, seconds: bench.seconds, perSecond: offered };
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
  const served: number[] = [];
  const versions: number[] = [];
  const lost: number[] = [];
  await loadOnce(readers);
  for (let run = 0; run < bench.runs; run++) {
    idle.push((await loadOnce(readers)).p99);
    // A vote that was given before is no event: each run begins without any.
    for (const { token } of bench.data.people) await withdraw(moot.port, claim.id, token);
    const before = await events();
    const seen = watchVersions(`http://127.0.0.1:${moot.port}${claim.path}`);
    const voters = { port: moot.port, requests: voteRequests(bench), seconds: bench.seconds, perSecond: offered };
    const [reads, voted] = await Promise.all([loadOnce(readers), loadOnce(voters)]);
    versions.push((seen.stop() / bench.seconds) * 5);
    busy.push(reads.p99);
    served.push(voted.perSecond);
    lost.push(voted.answers - ((await events()) - before));
  }
  db.close();
  await moot.stop();
  const worst = Math.max(...busy.map((p99, run) => p99 / (idle[run] ?? p99)));
  const part = "hot";
  return [
    {
      ...{ part, name: `votes on a claim that ${offered.toLocaleString("en")} a second read`, unit: "votes/s" },
      ours: spread(served),
      note: `${offered.toLocaleString("en")} a second were offered`,
    },
    { part, name: "acknowledged votes that were not counted", unit: "votes", ours: spread(lost), atMost: 0 },
    {
      ...{ part, name: "its readers' p99, beside that while nobody votes", unit: "times" },
      ours: spread([worst]),
      atMost: 5,
      note: `p99 ${spread(busy).median.toFixed(2)} ms; idle ${spread(idle).median.toFixed(2)} ms`,
    },
    { part, name: "versions of its page in 5 s", unit: "versions", ours: spread(versions), atMost: 2 },
  ];
}

async function withdraw(port: number, claim: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/claims/${claim}/vote`, { method: "DELETE", headers });
  if (!answer.ok) throw new Error(`a vote could not be withdrawn: ${answer.status}`);
}

/** Counts the versions of a page that its readers see, looking ten times a second. */
function watchVersions(url: string) {
  const seen = new Set<string | null>();
  const timer = setInterval(async () => {
    const answer = await fetch(url, { method: "HEAD" }).catch(() => null);
    if (answer) seen.add(answer.headers.get("etag"));
  }, 100);
  return {
    stop() {
      clearInterval(timer);
      return seen.size;
    },
  };
}
