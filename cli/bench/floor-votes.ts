import { createClient, type InStatement } from "@libsql/client";
import { eq } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { accounts } from "@/db/schema";
import type { Viewer } from "@/lib/accounts/accounts";
import { createCtx } from "@/lib/ctx";
import { castVote } from "@/lib/votes/commands";

/**
 * The floor of voting: the statements of Moot's own command, written down while it runs, then sent to bare libSQL in
 * transactions at synchronous=FULL. Prints transactions a second.
 */
let given = "";
for await (const chunk of process.stdin) given += chunk;
const { database, claim, people, seconds } = JSON.parse(given) as {
  database: string;
  claim: string;
  people: string[];
  seconds: number;
};
const url = `file:${database}`;

const transactions: InStatement[][] = [];
const db = await openDatabase({ url });
const open = db.clients.writer.transaction.bind(db.clients.writer);
db.clients.writer.transaction = async () => {
  const transaction = await open("write");
  const execute = transaction.execute.bind(transaction);
  const statements: InStatement[] = [];
  transactions.push(statements);
  transaction.execute = (statement: InStatement) => {
    statements.push(statement);
    return execute(statement);
  };
  return transaction;
};
for (const value of ["disagree", "agree"]) {
  for (const name of people) {
    const [row] = await db.select().from(accounts).where(eq(accounts.name, name));
    if (!row) throw new Error(`nobody is called ${name}`);
    const viewer: Viewer = { ...row, curates: null, banned: false, session: null, scope: "write" };
    await castVote(createCtx(db, viewer), claim, { value });
  }
}
await db.close();

const bare = createClient({ url });
for (const setting of ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"])
  await bare.execute(`PRAGMA ${setting}`);
let done = 0;
const began = performance.now();
while (performance.now() - began < seconds * 1000) {
  const transaction = await bare.transaction("write");
  for (const statement of transactions[done % transactions.length] ?? []) await transaction.execute(statement);
  await transaction.commit();
  done += 1;
}
const perSecond = done / ((performance.now() - began) / 1000);
bare.close();
process.stdout.write(JSON.stringify({ perSecond, statements: transactions[0]?.length ?? 0 }));
