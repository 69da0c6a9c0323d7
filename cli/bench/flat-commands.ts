import type { Transaction } from "@libsql/client";
import { desc, eq } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { accounts } from "@/db/schema";
import type { Viewer } from "@/lib/accounts/accounts";
import { profile } from "@/lib/accounts/queries";
import { attach, rate } from "@/lib/contributions/commands";
import { type Ctx, createCtx } from "@/lib/ctx";
import { publicLog } from "@/lib/curation/queries";
import { claimPage } from "@/lib/insight/claim-page";
import { news } from "@/lib/sharing/queries";
import { castVote } from "@/lib/votes/commands";
import { evidenceOf } from "./data";

/**
 * What commands cost without the web around them, in ms of CPU, which others on the machine change little; and for how
 * long each holds the write lock: from the moment it has its transaction until it is committed and synced, and until only
 * that is left to do. Prints JSON.
 */
let given = "";
for await (const chunk of process.stdin) given += chunk;
const { file, claim, essay, rated, prolific, times } = JSON.parse(given) as {
  file: string;
  claim: string;
  essay: string;
  rated: string;
  prolific: string;
  times: number;
};
const db = await openDatabase({ url: `file:${file}` });
const [held, worked]: [number[], number[]] = [[], []];
const { writer } = db.clients;
const open = writer.transaction.bind(writer);
writer.transaction = async (): Promise<Transaction> => {
  const transaction = await open("write");
  const began = performance.now();
  const commit = transaction.commit.bind(transaction);
  transaction.commit = async () => {
    worked.push(performance.now() - began);
    await commit();
    held.push(performance.now() - began);
  };
  return transaction;
};

// Those who were seated last: they wrote nothing yet that they could not rate.
const people = await db
  .select()
  .from(accounts)
  .where(eq(accounts.role, "member"))
  .orderBy(desc(accounts.rowId))
  .limit(16);
const ctxs: Ctx[] = people.map((row) => {
  const viewer: Viewer = { ...row, curates: null, banned: false, session: null, scope: "write" };
  return createCtx(db, viewer);
});
/** Done before anything counts: for the first dozens of times Node compiles what is done as it goes. */
const warmUps = 100;
const took: Record<string, number[]> = {};
async function each(name: string, work: (ctx: Ctx, i: number) => Promise<unknown>, count = times) {
  const times: number[] = [];
  const before = held.length;
  for (let i = -warmUps; i < count; i++) {
    const ctx = ctxs[(i + warmUps) % ctxs.length];
    if (!ctx) throw new Error("nobody is there");
    if (i === 0) for (const list of [held, worked]) list.splice(before);
    const began = process.cpuUsage();
    await work({ ...ctx, touched: new Set() }, i + warmUps);
    const { user, system } = process.cpuUsage(began);
    if (i >= 0) times.push((user + system) / 1000);
  }
  took[name] = times;
}
const stamp = Date.now() % 1e9;
const view = { sort: "convincing", for: null, against: null, at: null } as const;
await each("claim page, its queries", () => claimPage(createCtx(db), claim, view), 100);
await each("feed of the essay, its queries", () => news(createCtx(db), { essay }), 100);
await each("profile of somebody who wrote most", () => profile(createCtx(db), prolific), 200);
await each("log", () => publicLog(createCtx(db), {}), 200);
held.length = 0;
worked.length = 0;
await each("vote, the command", (ctx, i) => castVote(ctx, claim, { value: i % 32 < 16 ? "agree" : "disagree" }));
await each("rate, the command", (ctx, i) => rate(ctx, rated, { value: i % 32 < 16 ? "convincing" : "unconvincing" }));
await each("attach, the command", (ctx, i) => attach(ctx, claim, evidenceOf(stamp + i)), Math.floor(times / 4));
await db.close();
process.stdout.write(JSON.stringify({ took, held, worked }));
