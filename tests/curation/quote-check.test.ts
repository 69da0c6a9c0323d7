import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { contributions, decisions } from "@/db/schema";
import { attach, edit } from "@/lib/contributions/commands";
import { permalink } from "@/lib/contributions/queries";
import { attachArchive, checkQuote, undoDecision } from "@/lib/curation/commands";
import { publicLog } from "@/lib/curation/queries";
import { aClaim } from "../support/debate";
import { moot } from "../support/moot";

const source = { url: "https://epoch.ai/blog/lag", title: "The lag", excerpt: "three months" };
const evidence = { kind: "evidence", stance: "contradicts", body: { markdown: "It measures just that." }, source };

async function setting(more: Record<string, unknown> = {}) {
  const m = await moot();
  const claim = await aClaim(m);
  const { id } = await attach(await m.as("Ada"), claim.id, { ...evidence, ...more });
  const cora = await m.as("Cora", "curator");
  const rowOf = async () => (await m.db.select().from(contributions).where(eq(contributions.id, id)))[0];
  const log = async () => (await publicLog(await m.as(null), { contribution: id }, null)).items;
  return { m, claim, id, cora, rowOf, log };
}

describe("Cora compares the excerpt with its source", () => {
  test.each(["verified", "paraphrase", "failed"])("and says: %s; readers and the log say so too", async (result) => {
    const { m, id, cora, log } = await setting();
    const receipt = await checkQuote(cora, id, { result, version: 1, reason: { text: "On page 3." } });
    expect(receipt).toEqual({ id, quoteCheck: result, version: 2 });
    const { contribution } = await permalink(await m.as(null), id);
    expect(contribution.source?.quoteCheck).toBe(result);
    expect(await log()).toMatchObject([
      { action: "check-quote", from: "unchecked", to: result, byRole: "curator", reason: { text: "On page 3." } },
    ]);
  });

  test("and what she said twice is said once", async () => {
    const { id, cora, log } = await setting();
    await checkQuote(cora, id, { result: "verified", version: 1 });
    expect(await checkQuote(cora, id, { result: "verified", version: 1 })).toMatchObject({ version: 2 });
    expect(await log()).toHaveLength(1);
  });

  test("but not of what changed under her", async () => {
    const { m, id, cora } = await setting();
    await edit(await m.as("Ada"), id, {
      version: 1,
      body: evidence.body,
      source: { ...source, excerpt: "four months" },
    });
    await expect(checkQuote(cora, id, { result: "verified", version: 1 })).rejects.toMatchObject({
      status: 409,
      code: "contribution.stale",
    });
  });

  test("while Carl does: the second is told", async () => {
    const { m, id, cora } = await setting();
    const carl = await m.as("Carl", "curator");
    const both = await Promise.allSettled([
      checkQuote(cora, id, { result: "verified", version: 1 }),
      checkQuote(carl, id, { result: "failed", version: 1 }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  test("and an edit of the excerpt takes the mark off, an edit of the words beside it does not", async () => {
    const { m, id, cora, rowOf } = await setting();
    await checkQuote(cora, id, { result: "verified", version: 1 });
    const ada = await m.as("Ada");
    await edit(ada, id, { version: 2, body: { markdown: "Better said." }, source });
    expect((await rowOf())?.quoteCheck).toBe("verified");
    await edit(ada, id, { version: 3, body: evidence.body, source: { ...source, excerpt: "four months" } });
    expect((await rowOf())?.quoteCheck).toBe("unchecked");
  });

  test("where there is an excerpt", async () => {
    const { id, cora } = await setting({ source: { ...source, excerpt: null } });
    await expect(checkQuote(cora, id, { result: "verified", version: 1 })).rejects.toMatchObject({
      code: "quote.nothing_to_check",
    });
  });
});

test("nobody checks their own quotation, nor does a member anybody's", async () => {
  const { m, claim, id } = await setting();
  const carl = await m.as("Carl", "curator");
  const own = await attach(carl, claim.id, { ...evidence, despite: ["same-source"], body: { markdown: "Mine." } });
  const wish = { result: "verified", version: 1 };
  await expect(checkQuote(carl, own.id, wish)).rejects.toMatchObject({ code: "contribution.own" });
  await expect(checkQuote(await m.as("Ada"), id, wish)).rejects.toMatchObject({ status: 403 });
  await expect(checkQuote(await m.as(null), id, wish)).rejects.toMatchObject({ status: 401 });
});

describe("an undo of a quote check", () => {
  const checked = async () => {
    const s = await setting();
    const changed = new Date("2026-10-20T00:00:00Z");
    await s.m.db.write((tx) =>
      tx.update(contributions).set({ sourceChangedAt: changed }).where(eq(contributions.id, s.id)),
    );
    const before = await s.rowOf();
    await checkQuote(s.cora, s.id, { result: "verified", version: 1 });
    expect((await s.rowOf())?.sourceChangedAt).toBeNull();
    const [row] = await s.m.db.select().from(decisions);
    return { ...s, before, decision: row?.id ?? "" };
  };

  test("puts back what stood there, byte for byte but for the version", async () => {
    const { cora, before, decision, rowOf, log } = await checked();
    await undoDecision(cora, decision);
    expect(await rowOf()).toEqual({ ...before, version: 3 });
    expect((await log()).map(({ action, from, to }) => [action, from, to])).toEqual([
      ["undo", "verified", "unchecked"],
      ["check-quote", "unchecked", "verified"],
    ]);
  });

  test("does not bring to life what has died since", async () => {
    const { m, id, cora, decision, rowOf } = await checked();
    const deadSince = m.clock.now;
    await m.db.write((tx) => tx.update(contributions).set({ deadSince }).where(eq(contributions.id, id)));
    await undoDecision(cora, decision);
    expect(await rowOf()).toMatchObject({ quoteCheck: "unreachable", deadSince });
  });

  test("does not go behind an edit", async () => {
    const { m, id, cora, decision } = await checked();
    await edit(await m.as("Ada"), id, { version: 2, body: { markdown: "New." }, source });
    await expect(undoDecision(cora, decision)).rejects.toMatchObject({ code: "decision.changed_since" });
  });
});

describe("an archived copy", () => {
  const copy = "https://web.archive.org/web/2026/https://epoch.ai/blog/lag";

  test("is set by the author without a row, by a curator with one, and undone", async () => {
    const { m, id, cora, rowOf, log } = await setting();
    const ada = await m.as("Ada");
    expect(await attachArchive(ada, id, { url: copy })).toEqual({ id, archiveUrl: copy });
    expect(await log()).toEqual([]);
    await attachArchive(cora, id, { url: "https://archive.example/x" });
    expect(await log()).toMatchObject([{ action: "archive", from: copy, to: "https://archive.example/x" }]);
    const [row] = await m.db.select().from(decisions);
    await undoDecision(cora, row?.id ?? "");
    expect((await rowOf())?.archiveUrl).toBe(copy);
    await attachArchive(ada, id, { url: null });
    const { contribution } = await permalink(await m.as(null), id);
    expect(contribution.source?.archiveUrl).toBeNull();
  });

  test("is an address of the web, beside a source that has one", async () => {
    const { m, id, claim } = await setting();
    const ada = await m.as("Ada");
    for (const url of ["javascript:alert(1)", "nonsense", "ftp://a.example/"]) {
      await expect(attachArchive(ada, id, { url }), url).rejects.toMatchObject({ status: 422 });
    }
    const book = await attach(ada, claim.id, {
      ...evidence,
      source: { citation: "A book, 1990" },
      body: { markdown: "B" },
    });
    await expect(attachArchive(ada, book.id, { url: copy })).rejects.toMatchObject({ code: "archive.no_address" });
  });

  test("is nobody else's to set", async () => {
    const { m, id } = await setting();
    await expect(attachArchive(await m.as("Bob"), id, { url: copy })).rejects.toMatchObject({ status: 403 });
  });
});
