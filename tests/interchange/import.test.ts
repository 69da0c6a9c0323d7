import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { claims, contributions } from "@/db/schema";
import { listClaims } from "@/lib/claims/queries";
import { attach } from "@/lib/contributions/commands";
import { decide } from "@/lib/curation/commands";
import { essayBySlug, listEssays } from "@/lib/essays/queries";
import { importDebate, planImport } from "@/lib/interchange/import";
import { exportDebate } from "@/lib/interchange/moot/export";
import { aClaim } from "../support/debate";
import { moot } from "../support/moot";
import { sideOf } from "../support/sides";
import { readSample, readText } from "./outline";

const slug = "should-towns-ban-cars-from-their-centres";

test("an imported discussion is there: claims, what is attached in its chain, counts, search, the queue", async () => {
  const m = await moot();
  const made = await importDebate(await m.as("Ann", "admin"), await readSample("kialo-flush.txt"));
  expect(made).toMatchObject({ slug, claims: 2, evidence: 7, rebuttals: 2 });
  const stranger = await m.as(null);
  const essay = await essayBySlug(stranger, slug);
  expect(essay.counts).toMatchObject({ claims: 2, evidence: 7, rebuttals: 2 });
  const [claim] = await m.db
    .select()
    .from(claims)
    .where(eq(claims.id, essay.claims.items[0]?.id ?? ""));
  const { items } = await sideOf(stranger, claim?.rowId ?? 0, "contradicts", { sort: "newest", cursor: null });
  expect(items.map((one) => [one.kind, one.author.name, one.state, one.answers])).toEqual([
    ["evidence", "Editors", "unreviewed", 0],
    ["rebuttal", "Editors", "unreviewed", 2],
  ]);
  const [queued] = await m.db.all<{ count: number }>(sql`select count(*) as count from queue_entries`);
  expect(queued?.count).toBe(9);
});

test("a dry run says the same and leaves nothing", async () => {
  const m = await moot();
  const admin = await m.as("Ann", "admin");
  const tried = await planImport(admin, await readSample("kialo-flush.txt"));
  expect(await listEssays(admin)).toEqual([]);
  expect(await m.db.select().from(contributions)).toEqual([]);
  expect(await importDebate(admin, await readSample("kialo-flush.txt"))).toEqual(tried);
});

test("bringing it in twice is refused, and under another slug it is another debate", async () => {
  const m = await moot();
  const admin = await m.as("Ann", "admin");
  const debate = await readSample("kialo-flush.txt");
  await importDebate(admin, debate);
  await expect(importDebate(admin, debate)).rejects.toMatchObject({ code: "essay.already_there" });
  expect((await importDebate(admin, debate, { slug: "again" })).slug).toBe("again");
  expect(await listEssays(admin)).toHaveLength(2);
});

test("Polis's votes count, by people without names", async () => {
  const m = await moot();
  await importDebate(await m.as("Ann", "admin"), await readSample("polis"));
  const { items } = await listClaims(await m.as(null), { sort: "essay", cursor: null });
  expect(items.map((claim) => claim.tally)).toEqual([
    { agree: 1, disagree: 1, unsure: 0, total: 2 },
    { agree: 1, disagree: 0, unsure: 1, total: 2 },
    { agree: 0, disagree: 0, unsure: 0, total: 0 },
  ]);
});

test("what even Moot's own file doesn't hold is told", async () => {
  const elsewhere = await moot();
  const { id: claim } = await aClaim(elsewhere);
  const source = { url: "https://shop.example/soap" };
  const given = { kind: "evidence", stance: "supports", body: { markdown: "Buy this." }, source };
  const { id } = await attach(await elsewhere.as("Ada"), claim, given);
  await decide(await elsewhere.as("Mo", "moderator"), id, {
    ...{ to: "removed", version: 1, reason: { code: "spam", text: "It sells something." } },
  });
  let text = "";
  for await (const piece of exportDebate(await elsewhere.as(null), { claim })) text += piece;
  const { report } = await readText(text);
  expect(report.map(({ what, message }) => `${what}: ${message}`)).toEqual([
    expect.stringMatching(/^changed: Who decided the 1 rows of its log is in no file/),
    expect.stringMatching(/^left-out: The words of 1 contributions/),
  ]);
});

test("nobody but an admin imports", async () => {
  const m = await moot();
  const debate = await readSample("kialo-flush.txt");
  for (const role of ["member", "curator", "moderator"] as const) {
    await expect(importDebate(await m.as(role, role), debate)).rejects.toMatchObject({ code: "policy.role" });
  }
  await expect(importDebate(await m.as(null), debate)).rejects.toMatchObject({ code: "account.signed_out" });
});

test("nobody becomes somebody who is here: a taken name gets a number", async () => {
  const elsewhere = await moot();
  await importDebate(await elsewhere.as("Ann", "admin"), await readSample("kialo-flush.txt"));
  let text = "";
  for await (const piece of exportDebate(await elsewhere.as(null), { essay: slug })) text += piece;
  const here = await moot();
  await here.person("Bob");
  const made = await importDebate(await here.as("Ann", "admin"), await readText(text.replace('"Editors"', '"Bob"')));
  expect(made.renamed).toEqual([{ from: "Bob", to: "Bob-2" }]);
});
