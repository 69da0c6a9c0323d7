import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { claims } from "@/db/schema";
import { claimById } from "@/lib/claims/queries";
import { attach } from "@/lib/contributions/commands";
import { permalink } from "@/lib/contributions/queries";
import { lockClaim } from "@/lib/curation/commands";
import { aClaim } from "../support/debate";
import { moot } from "../support/moot";
import { sideOf } from "../support/sides";

const body = { markdown: "It measures just that." };
const source = {
  url: "https://epoch.ai/blog/lag",
  title: "The lag",
  excerpt: "three months",
  date: "2026-05-29",
  type: "study",
};
const evidence = { kind: "evidence", stance: "contradicts", body, source };
const rebuttal = { kind: "rebuttal", body: { markdown: "That is an average." } };

test("Ada's evidence stands against the claim, with its source as she gave it", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const { id, state, url } = await attach(await m.as("ada"), claim.id, evidence);
  expect({ state, url }).toEqual({ state: "unreviewed", url: `/e/${id}` });
  const { contribution } = await permalink(await m.as(null), id);
  expect(contribution).toMatchObject({ kind: "evidence", stance: "contradicts", author: { name: "ada" }, depth: 0 });
  expect(contribution.source).toMatchObject({ ...source, citation: null, author: null });
  expect((await claimById(await m.as(null), claim.id)).counts).toEqual({
    supporting: 0,
    contradicting: 1,
    rebuttals: 0,
  });
});

test("a book has no address: a full citation will do, and neither will not", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.as("ada");
  const cited = { ...evidence, source: { citation: "E. Ostrom, Governing the Commons, 1990, p. 42" } };
  await expect(attach(ada, claim.id, cited)).resolves.toMatchObject({ kind: "evidence" });
  for (const nothing of [
    { ...evidence, source: {} },
    { ...evidence, source: undefined },
    { ...evidence, source: { title: "x" } },
  ]) {
    await expect(attach(ada, claim.id, nothing)).rejects.toMatchObject({ status: 422 });
  }
});

test("the same address in another spelling is noticed, and Bob may attach his all the same", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const first = await attach(await m.as("ada"), claim.id, evidence);
  const again = {
    ...evidence,
    stance: "supports",
    body: { markdown: "It shows the opposite." },
    source: { ...source, url: "http://www.epoch.ai/blog/lag/?utm_source=feed#results" },
  };
  const bob = await m.as("bob");
  await expect(attach(bob, claim.id, again)).rejects.toMatchObject({
    status: 409,
    code: "source.already_there",
    details: { existing: { id: first.id, url: first.url, title: "The lag" } },
  });
  await expect(attach(bob, claim.id, { ...again, despite: ["same-source"] })).resolves.toMatchObject({
    kind: "evidence",
  });
});

test("the same source on another claim is nobody's business", async () => {
  const m = await moot();
  await attach(await m.as("ada"), (await aClaim(m)).id, evidence);
  await expect(attach(await m.as("bob"), (await aClaim(m)).id, evidence)).resolves.toBeDefined();
});

test("Ada can't rebut herself by accident, but on purpose", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.as("ada");
  const own = await attach(ada, claim.id, evidence);
  const answer = { ...rebuttal, parent: own.id };
  await expect(attach(ada, claim.id, answer)).rejects.toMatchObject({
    code: "contribution.own_parent",
    details: { edit: `/e/${own.id}/edit` },
  });
  await expect(attach(ada, claim.id, { ...answer, despite: ["own-parent"] })).resolves.toMatchObject({
    kind: "rebuttal",
  });
});

test("a form that was sent twice attaches once", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.as("ada");
  const [first, second] = await Promise.all([attach(ada, claim.id, evidence), attach(ada, claim.id, evidence)]);
  expect(second).toEqual(first);
});

test("rebuttals of rebuttals go as deep as people argue, and each shows where its chain begins and what it answers", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  let parent = (await attach(await m.as("ada"), claim.id, evidence)).id;
  for (let depth = 1; depth <= 25; depth += 1) {
    const text = { markdown: `No: ${depth}` };
    const attached = await attach(await m.as(depth % 2 ? "bob" : "ada"), claim.id, {
      kind: "rebuttal",
      body: text,
      parent,
    });
    parent = attached.id;
  }
  const { chain, contribution } = await permalink(await m.as(null), parent);
  expect(contribution.depth).toBe(25);
  expect(chain.map((above) => above.depth)).toEqual([0, 1, ...Array.from({ length: 20 }, (_, i) => 5 + i)]);
});

test("evidence can answer a contribution, for or against it", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const first = await attach(await m.as("ada"), claim.id, rebuttal);
  await attach(await m.as("bob"), claim.id, { ...evidence, stance: "supports", parent: first.id });
  const [row] = await m.db.select().from(claims).where(eq(claims.id, claim.id));
  const { items } = await sideOf(await m.as(null), row?.rowId ?? 0, "contradicts", {
    sort: "convincing",
    cursor: null,
  });
  expect(items[0]?.children[0]).toMatchObject({ kind: "evidence", stance: "supports", depth: 1 });
});

test("what is answered must belong to the same claim and must not have been taken down", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const elsewhere = await attach(await m.as("ada"), (await aClaim(m)).id, evidence);
  await expect(attach(await m.as("bob"), claim.id, { ...rebuttal, parent: elsewhere.id })).rejects.toMatchObject({
    status: 422,
    code: "parent.on_another_claim",
  });
  await expect(attach(await m.as("bob"), claim.id, { ...rebuttal, parent: "nothere" })).rejects.toMatchObject({
    status: 404,
  });
});

test("a date in the future, a script for an address and an address of 10 kB name their field", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.as("ada");
  const refused = (change: object) => attach(ada, claim.id, { ...evidence, source: { ...source, ...change } });
  await expect(refused({ date: "2026-12-24" })).rejects.toMatchObject({
    status: 422,
    errors: { "source.date": expect.any(String) },
  });
  await expect(refused({ date: "2026-02-31" })).rejects.toMatchObject({
    errors: { "source.date": expect.any(String) },
  });
  await expect(refused({ url: "javascript:alert(1)" })).rejects.toMatchObject({
    errors: { "source.url": expect.any(String) },
  });
  await expect(refused({ url: `https://a.org/${"x".repeat(10_000)}` })).rejects.toMatchObject({
    errors: { "source.url": expect.any(String) },
  });
  await expect(refused({ title: "a\u202Eb" })).rejects.toMatchObject({
    errors: { "source.title": expect.any(String) },
  });
  await expect(refused({ excerpt: "a\u0000b" })).rejects.toMatchObject({
    errors: { "source.excerpt": expect.any(String) },
  });
  await expect(refused({ date: "2026" })).resolves.toBeDefined();
});

test("a locked claim takes nothing from members; one that holds the new keeps it from others' eyes", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const moderator = await m.as("mo", "moderator");
  await lockClaim(moderator, claim.id, { lock: "curators-only", reason: "A brawl" });
  await expect(attach(await m.as("ada"), claim.id, rebuttal)).rejects.toMatchObject({
    status: 403,
    code: "claim.locked",
  });
  await lockClaim(moderator, claim.id, { lock: "hold-new", reason: "Calmer" });
  const held = await attach(await m.as("ada"), claim.id, rebuttal);
  expect(held.state).toBe("held");
  await expect(permalink(await m.as("bob"), held.id)).rejects.toMatchObject({ code: "contribution.not_found" });
  await expect(permalink(await m.as("ada"), held.id)).resolves.toBeDefined();
  expect((await claimById(await m.as(null), claim.id)).counts.rebuttals).toBe(0);
});
