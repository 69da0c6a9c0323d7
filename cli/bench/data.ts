import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { type Database, openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { holdRules } from "@/db/schema";
import { makeToken, signUp } from "@/lib/accounts/commands";
import { attach } from "@/lib/contributions/commands";
import { type Ctx, createCtx } from "@/lib/ctx";
import { ruleWords } from "@/lib/curation/holding/words";
import { seed } from "@/lib/interchange/seed";
import { paths } from "@/lib/paths";

export type BenchData = {
  database: string;
  /** The claim with 50 contributions. */
  claim: { id: string; path: string };
  /** Its essay's slug. */
  essay: string;
  otherClaims: string[];
  people: { name: string; token: string }[];
  /** Contributions of the first person's. */
  contributions: string[];
};

export const password = "a bench is to sit on";

/** A database with the essay, 16 people, and 50 contributions by them on its first claim; made by Moot's own commands. */
export async function makeData(folder: string, { people = 16, contributions = 50 } = {}): Promise<BenchData> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const database = path.join(folder, "moot.db");
  const db = await openDatabase({ url: `file:${database}` });
  try {
    await migrateDatabase(db);
    await turnRulesOff(db);
    await seed(db, "claims");
    const now = new Date();
    const claims = (await db.clients.reader.execute("select id, slug from claims order by position")).rows;
    const essay = String((await db.clients.reader.execute("select slug from essays")).rows[0]?.slug);
    const [first, ...others] = claims.map((row) => ({ id: String(row.id), slug: String(row.slug) }));
    if (!first) throw new Error("the seed brought no claims");

    const ctxs: Ctx[] = [];
    const tokens: BenchData["people"] = [];
    for (let i = 0; i < people; i++) {
      const name = `bench-${i}-sitter`;
      const { viewer } = await signUp(createCtx(db, null, now), { name, password });
      const ctx = createCtx(db, viewer, now);
      ctxs.push(ctx);
      tokens.push({ name, token: (await makeToken(ctx, { name: "bench", scope: "write" })).secret });
    }

    const made: string[] = [];
    for (let i = 0; i < contributions; i++) {
      const ctx = ctxs[i % ctxs.length];
      // Most answer the claim itself, some answer what was said before.
      const parent = i % 5 === 4 ? made[i - 4] : undefined;
      if (ctx) made.push((await attach(ctx, first.id, parent ? rebuttalOf(i, parent) : evidenceOf(i))).id);
    }
    return {
      database,
      claim: { id: first.id, path: paths.claim(first) },
      essay,
      otherClaims: others.map(({ id }) => id),
      people: tokens,
      contributions: made.filter((_, i) => i % people === 0),
    };
  } finally {
    await db.close();
  }
}

/** People of the bench attach hundreds within a minute, and nobody accepts what they attach. */
export const turnRulesOff = (db: Database) =>
  db.write((tx) =>
    tx
      .insert(holdRules)
      .values(Object.keys(ruleWords).map((code) => ({ code, enabled: false, threshold: null })))
      .onConflictDoNothing(),
  );

const words =
  "model weight licence release benchmark paper lab server cost funding community fork audit data training inference release closed open source hardware talent export control public research grant vendor".split(
    " ",
  );

/** The same sentences for the same number. */
function sentences(n: number, count: number): string {
  return Array.from({ length: count }, (_, i) => {
    const from = Array.from({ length: 11 }, (_, j) => words[(n * 7 + i * 13 + j * (j + 3)) % words.length]);
    return `Point ${n}.${i + 1}: ${from.join(" ")}.`;
  }).join(" ");
}

export const evidenceOf = (n: number) => ({
  kind: "evidence",
  stance: n % 3 === 0 ? "contradicts" : "supports",
  body: { markdown: `${sentences(n, 4)}\n\nSee *also* **${words[n % words.length]}**.` },
  source: {
    url: `https://example.org/reports/${n}`,
    title: `Report ${n} on ${words[n % words.length]}`,
    publisher: "Example Press",
    type: "study",
    excerpt: sentences(n + 100, 2),
  },
});

export const rebuttalOf = (n: number, parent: string) => ({
  kind: "rebuttal",
  parent,
  body: { markdown: sentences(n, 3) },
});
