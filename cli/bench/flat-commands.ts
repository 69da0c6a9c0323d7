import type { Transaction } from "@libsql/client";
import { eq } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { accounts } from "@/db/schema";
import type { Viewer } from "@/lib/accounts/accounts";
import { profile } from "@/lib/accounts/queries";
import { attach, rate } from "@/lib/contributions/commands";
import { type Ctx, createCtx } from "@/lib/ctx";
import { publicLog } from "@/lib/curation/queries";
import { castVote } from "@/lib/votes/commands";
import { evidenceOf } from "./data";

/**
 * What commands cost without the web around them, and for how long each holds the write lock: from the moment it has its
 * transaction to its commit, synced. Prints JSON.
 */
let given = "";
for await (const chunk of process.stdin) given += chunk;
const { file, claim, rated, prolific, times } = JSON.parse(given) as {
  file: string;
  claim: string;
  rated: string;
  prolific: string;
  times: number;
};
const db = await openDatabase({ url: `file:${file}` });
const held: number[] = [];
const { writer } = db.clients;
const open = writer.transaction.bind(writer);
writer.transaction = async (): Promise<Transaction> => {
  const transaction = await open("write");
  const began = performance.now();
  const commit = transaction.commit.bind(transaction);
  transaction.commit = async () => {
    await commit();
    held.push(performance.now() - began);
  };
  return transaction;
};

const people = await db.select().from(accounts).where(eq(accounts.role, "member")).limit(1000);
const ctxs: Ctx[] = people.slice(-64).map((row) => {
  const viewer: Viewer = { ...row, curates: null, banned: false, session: null, scope: "write" };
  return createCtx(db, viewer);
});
const took: Record<string, number[]> = {};
async function each(name: string, work: (ctx: Ctx, i: number) => Promise<unknown>, count = times) {
  const times: number[] = [];
  for (let i = -20; i < count; i++) {
    const ctx = ctxs[(i + 20) % ctxs.length];
    if (!ctx) throw new Error("nobody is there");
    const began = performance.now();
    await work({ ...ctx, touched: new Set() }, i + 20);
    if (i >= 0) times.push(performance.now() - began);
  }
  took[name] = times;
}
const stamp = Date.now() % 1e9;
await each("profile of somebody who wrote most", () => profile(createCtx(db), prolific), 200);
await each("log", () => publicLog(createCtx(db), {}), 200);
held.length = 0;
await each("vote, the command", (ctx, i) => castVote(ctx, claim, { value: i % 128 < 64 ? "agree" : "disagree" }));
await each("rate, the command", (ctx, i) => rate(ctx, rated, { value: i % 128 < 64 ? "convincing" : "unconvincing" }));
await each("attach, the command", (ctx, i) => attach(ctx, claim, evidenceOf(stamp + i)), Math.floor(times / 4));
db.close();
process.stdout.write(JSON.stringify({ took, held }));
