import { readFile } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { claims } from "@/db/schema";
import { claimById, listClaims } from "@/lib/claims/queries";
import { essayBySlug } from "@/lib/essays/queries";
import { mootJsonSchema } from "@/lib/interchange/moot/essay-format";
import { importEssay } from "@/lib/interchange/moot/import-essay";
import { seed } from "@/lib/interchange/seed";
import { moot } from "../support/moot";
import { sideOf } from "../support/sides";

const slug = "why-open-source-ai-is-failing";

test("a new Moot opens with the essay's 33 claims, its evidence, and not one vote", async () => {
  const m = await moot();
  await seed(m.db, "starter");
  const essay = await essayBySlug(await m.as(null), slug);
  expect(essay.sections).toHaveLength(5);
  expect(essay.counts).toEqual({ claims: 33, evidence: 13, rebuttals: 6, unargued: 22, votes: 0 });
  expect(essay.claims.items.map((claim) => claim.tally.total)).toEqual(Array(33).fill(0));
});

test("starting again brings nothing in twice", async () => {
  const m = await moot();
  await seed(m.db, "starter");
  expect(await seed(m.db, "starter")).toBeNull();
  expect((await essayBySlug(await m.as(null), slug)).counts.claims).toBe(33);
});

test("SEED=claims leaves the evidence out, SEED=none the essay too", async () => {
  const m = await moot();
  await seed(m.db, "none");
  await expect(essayBySlug(await m.as(null), slug)).rejects.toMatchObject({ code: "essay.not_found" });
  await seed(m.db, "claims");
  expect((await essayBySlug(await m.as(null), slug)).counts).toMatchObject({ claims: 33, evidence: 0, rebuttals: 0 });
});

test("starter evidence is the Editors', unreviewed and unrated", async () => {
  const m = await moot();
  await seed(m.db, "starter");
  const ctx = await m.as(null);
  const { items } = await listClaims(ctx, { sort: "argued", cursor: null });
  const [top] = items;
  const [found] = await m.db
    .select()
    .from(claims)
    .where(eq(claims.id, top?.id ?? ""));
  const { items: against } = await sideOf(ctx, found?.rowId ?? 0, "contradicts", { sort: "convincing", cursor: null });
  expect(against[0]).toMatchObject({
    author: { name: "Editors" },
    state: "unreviewed",
    rating: { convincing: 0, unconvincing: 0 },
  });
});

test("a claim says what the essay rests on it and what it rests on", async () => {
  const m = await moot();
  await seed(m.db, "claims");
  const ctx = await m.as(null);
  const { items } = await listClaims(ctx, { sort: "essay", cursor: null });
  const lag = items.find((claim) => claim.slug === "fifteen-month-lag");
  const claim = await claimById(ctx, lag?.id ?? "");
  expect(claim.supports.map((other) => other.slug)).toEqual(["open-source-no-rival"]);
  const rival = await claimById(ctx, claim.supports[0]?.id ?? "");
  expect(rival.supportedBy.map((other) => other.slug)).toContain("fifteen-month-lag");
  expect(rival.section.title).toBe("Opening");
});

test("an import that fails half-way leaves nothing", async () => {
  const m = await moot();
  await seed(m.db, "none");
  const file = JSON.parse(await readFile("db/seed/why-open-source-ai-is-failing.json", "utf8"));
  file.evidence[5].body = "x".repeat(7900) + " <!-- -->".repeat(20);
  file.evidence[5].date = "2999-01-01";
  await expect(importEssay(await m.as("root", "admin"), file)).rejects.toMatchObject({ status: 422 });
  await expect(essayBySlug(await m.as(null), slug)).rejects.toMatchObject({ code: "essay.not_found" });
});

test("a file that is not one is refused, with the field at fault", async () => {
  const m = await moot();
  const ctx = await m.as("root", "admin");
  await expect(importEssay(ctx, [])).rejects.toMatchObject({ status: 400 });
  await expect(
    importEssay(ctx, { format: "moot-essay/1", title: "T", sections: ["A"], claims: [] }),
  ).rejects.toMatchObject({
    status: 422,
    errors: { claims: expect.any(String) },
  });
  await expect(importEssay(await m.as("ada"), {})).rejects.toMatchObject({ code: "policy.role" });
});

test("the JSON Schema beside the seed is the one that is read by", async () => {
  expect(JSON.parse(await readFile("db/seed/moot-essay.schema.json", "utf8"))).toEqual(
    JSON.parse(JSON.stringify(mootJsonSchema())),
  );
});
