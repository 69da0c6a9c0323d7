import { openDatabase } from "@/db/client";
import { signIn } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";

let given = "";
for await (const chunk of process.stdin) given += chunk;
const { database, names, password, seconds } = JSON.parse(given) as {
  database: string;
  names: string[];
  password: string;
  seconds: number;
};
const db = await openDatabase({ url: `file:${database}` });
let done = 0;
const began = performance.now();
while (performance.now() - began < seconds * 1000) {
  await signIn(createCtx(db), { name: names[done % names.length], password });
  done += 1;
}
const perSecond = done / ((performance.now() - began) / 1000);
await db.close();
process.stdout.write(JSON.stringify({ perSecond }));
