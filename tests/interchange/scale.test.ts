import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { claims } from "@/db/schema";
import { exportAs } from "@/lib/interchange/export";
import { importDebate } from "@/lib/interchange/import";
import { essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";
import { readText } from "./outline";

test("a file of 10,000 claims comes in, whole", { timeout: 300_000 }, async () => {
  const m = await moot();
  const lines = ["Discussion Title: Much to argue", "", "1. Much to argue"];
  for (let i = 1; i <= 1000; i += 1) {
    lines.push(`1.${i}. Thesis ${i} says something of its own.`);
    for (let k = 1; k <= 9; k += 1)
      lines.push(`1.${i}.${k}. ${k % 2 ? "Pro" : "Con"}: Because of reason ${k} of ${i}.`);
  }
  const told: string[] = [];
  const made = await importDebate(await m.as("Ann", "admin"), await readText(lines.join("\n")), {
    progress: (what, done, total) => void told.push(`${what} ${done}/${total}`),
  });
  expect(made).toMatchObject({ claims: 1000, evidence: 5000, rebuttals: 4000 });
  expect(told).toContain("search 10000/10000");
  const rows = await m.db.select().from(claims);
  expect(rows.every((row) => row.supporting === 5 && row.rebuttals === 4)).toBe(true);
});

test("votes leave in pieces that don't grow with them, and all of them do", { timeout: 120_000 }, async () => {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Much is voted on."], "Votes");
  const count = 60_000;
  const numbers = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
  await m.db.write(async (tx) => {
    await tx.run(sql`${numbers} insert into accounts (id, name, name_skeleton, created_at)
      select 'a' || i, 'person' || i, 'person' || i, 0 from n`);
    await tx.run(sql`insert into votes (claim, account, value, at)
      select ${claim?.rowId}, row_id, row_id % 3 - 1, 1700000000000 + row_id from accounts where id like 'a%'`);
    await tx.run(sql`insert into vote_events (claim, account, "from", "to", at)
      select claim, account, null, value, at from votes`);
  });
  for (const [format, ends] of [
    ["moot", '"v60000"'],
    ["polis", ",0,59999,"],
  ] as const) {
    const files = await exportAs(await m.as(null), { essay: "votes" }, format);
    let longest = 0;
    let whole = "";
    for (const { text } of files) {
      for await (const piece of text) {
        longest = Math.max(longest, piece.length);
        whole += piece;
      }
    }
    expect(longest).toBeLessThan(512 * 1024);
    expect(whole).toContain(ends);
  }
});
