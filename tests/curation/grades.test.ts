import { describe, expect, test } from "vitest";
import { sourceGrades } from "@/db/schema";
import { attach } from "@/lib/contributions/commands";
import { contributionById } from "@/lib/contributions/list";
import { decide, gradeSource, undoDecision, ungradeSource } from "@/lib/curation/commands";
import { gradedSites, publicLog, sourceSite } from "@/lib/curation/queries";
import { aClaim } from "../support/debate";
import { moot } from "../support/moot";
import { sideOf } from "../support/sides";

type Moot = Awaited<ReturnType<typeof moot>>;

const rationale = "It is often first, and often wrong.";
const from = (url: string, words = "It bears on it.") => ({
  kind: "evidence",
  stance: "supports",
  body: { markdown: words },
  source: { url, title: "A page" },
});
const gradeBy = async (m: Moot, domain: string, grade: string, version = 0) =>
  gradeSource(await m.as("mo", "moderator"), domain, { grade, rationale, version });
const gradeOf = async (m: Moot, id: string) => (await contributionById(await m.as(null), id)).source?.grade ?? null;

describe("a grade", () => {
  test("stands beside evidence from the site and from below it, from the moment it is given", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    const ada = await m.as("ada");
    const [own, below, beside] = [
      await attach(ada, claim.id, from("https://www.daily.example/a")),
      await attach(ada, claim.id, from("https://blog.daily.example/b", "Two.")),
      await attach(ada, claim.id, from("https://notdaily.example/c", "Three.")),
    ];
    expect(await gradeOf(m, own.id)).toBeNull();
    const mo = await m.as("mo", "moderator");
    await gradeSource(mo, "daily.example", { grade: "mixed", rationale, version: 0 });
    expect(mo.touched).toContain("grades");
    const mixed = { grade: "mixed", domain: "daily.example" };
    expect(await gradeOf(m, own.id)).toEqual(mixed);
    expect(await gradeOf(m, below.id)).toEqual(mixed);
    expect(await gradeOf(m, beside.id)).toBeNull();
    const side = await sideOf(await m.as(null), claim.rowId, "supports", { sort: "newest", cursor: null });
    expect(side.items.map(({ source }) => source?.grade ?? null)).toEqual([null, mixed, mixed]);
    await gradeBy(m, "blog.daily.example", "reliable");
    expect(await gradeOf(m, below.id)).toEqual({ grade: "reliable", domain: "blog.daily.example" });
    expect(await gradeOf(m, own.id)).toEqual(mixed);
  });

  test("rejects nothing by itself, and a ban leaves what was there", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    const before = await attach(await m.as("ada"), claim.id, from("https://daily.example/a"));
    await gradeBy(m, "daily.example", "unreliable");
    expect((await attach(await m.as("ada"), claim.id, from("https://daily.example/b", "Two."))).state).toBe(
      "unreviewed",
    );
    await gradeBy(m, "daily.example", "banned", 1);
    expect(await contributionById(await m.as(null), before.id)).toMatchObject({
      state: "unreviewed",
      source: { domain: "daily.example", grade: { grade: "banned" } },
    });
  });

  test("is a moderator's, and has a rationale", async () => {
    const m = await moot();
    const given = { grade: "mixed", rationale, version: 0 };
    await expect(gradeSource(await m.as("cleo", "curator"), "daily.example", given)).rejects.toMatchObject({
      status: 403,
    });
    const mo = await m.as("mo", "moderator");
    for (const wrong of [{ ...given, rationale: " " }, { ...given, grade: "good" }, { grade: "mixed" }]) {
      await expect(gradeSource(mo, "daily.example", wrong)).rejects.toMatchObject({ status: 422 });
    }
  });

  test("is of a site that belongs to somebody", async () => {
    const m = await moot();
    const mo = await m.as("mo", "moderator");
    for (const everybodys of ["com", "co.uk", "github.io", "localhost", "", "not a site", "javascript:alert(1)"]) {
      await expect(
        gradeSource(mo, everybodys, { grade: "banned", rationale, version: 0 }),
        everybodys,
      ).rejects.toMatchObject({ status: 422, code: "source.domain" });
    }
    const pasted = await gradeSource(mo, " https://www.Daily.example/a?b#c ", {
      grade: "mixed",
      rationale,
      version: 0,
    });
    expect(pasted).toEqual({ domain: "daily.example", grade: "mixed", version: 1 });
    await expect(gradeBy(m, "somebody.github.io", "reliable")).resolves.toMatchObject({ domain: "somebody.github.io" });
  });

  test("of two moderators at one site, the second sees that the first was there", async () => {
    const m = await moot();
    await gradeBy(m, "daily.example", "mixed");
    const other = await m.as("fatima", "moderator");
    const given = { grade: "reliable", rationale: "I know them.", version: 0 };
    await expect(gradeSource(other, "daily.example", given)).rejects.toMatchObject({
      status: 409,
      code: "grade.stale",
      details: { version: 1 },
    });
    await expect(gradeBy(m, "daily.example", "mixed", 0)).resolves.toMatchObject({ version: 1 });
    await ungradeSource(other, "daily.example", { rationale: "Let us talk first.", version: 1 });
    await expect(gradeBy(m, "daily.example", "mixed", 0)).rejects.toMatchObject({ code: "grade.stale" });
    await expect(gradeBy(m, "daily.example", "mixed", 2)).resolves.toMatchObject({ version: 3 });
  });

  test("stands on the log with its reason, and an undo puts back what was before, to the byte", async () => {
    const m = await moot();
    const mo = await m.as("mo", "moderator");
    const rows = () => m.db.select().from(sourceGrades);
    await gradeBy(m, "daily.example", "mixed");
    const first = await rows();
    m.clock.now = new Date(m.clock.now.getTime() + 60_000);
    await gradeSource(await m.as("fatima", "moderator"), "daily.example", {
      grade: "banned",
      rationale: "It makes things up.",
      version: 1,
    });
    const second = await rows();
    await ungradeSource(await m.as("mo"), "daily.example", { rationale: "It is gone.", version: 2 });
    expect(await rows()).toEqual([]);
    const { items } = await publicLog(await m.as(null));
    const target = { kind: "source", id: "daily.example", url: "/sources/daily.example" };
    expect(items).toMatchObject([
      { action: "grade", from: "banned", to: "ungraded", target },
      { action: "grade", from: "mixed", to: "banned", reason: { text: "It makes things up." }, target },
      { action: "grade", from: "ungraded", to: "mixed", reason: { text: rationale }, byRole: "moderator", target },
    ]);
    const [off, banned, mixed] = items.map(({ id }) => id);
    await expect(undoDecision(mo, banned ?? "")).rejects.toMatchObject({ code: "decision.overtaken" });
    await undoDecision(mo, off ?? "");
    expect(await rows()).toEqual(second);
    await undoDecision(mo, banned ?? "");
    expect(await rows()).toEqual(first);
    await undoDecision(mo, mixed ?? "");
    expect(await rows()).toEqual([]);
    expect(mo.touched).toContain("grades");
    expect((await sourceSite(await m.as(null), "daily.example")).history).toHaveLength(6);
  });
});

describe("a site's page", () => {
  test("says the grade, who gave it by role, and how evidence from there fared", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    const ada = await m.as("ada");
    const mo = await m.as("mo", "moderator");
    await gradeBy(m, "daily.example", "mixed");
    const accepted = await attach(ada, claim.id, from("https://daily.example/a"));
    const rejected = await attach(ada, claim.id, from("https://daily.example/b", "Two."));
    await attach(ada, claim.id, from("https://daily.example/c", "Three."));
    await decide(mo, accepted.id, { to: "accepted", version: 1 });
    await decide(mo, rejected.id, { to: "rejected", version: 1, reason: { code: "off-topic" } });
    const site = await sourceSite(await m.as(null), "daily.example");
    expect(site).toMatchObject({
      domain: "daily.example",
      grade: { grade: "mixed", rationale, byRole: "moderator", at: m.clock.now },
      version: 1,
      counts: { accepted: 1, unreviewed: 1, "needs-source": 0, rejected: 1 },
    });
    expect(site.latest.map(({ state }) => state)).toEqual(["unreviewed", "rejected", "accepted"]);
    expect(JSON.stringify(site)).not.toContain('"mo"');
    const below = await sourceSite(await m.as(null), "blog.daily.example");
    expect(below).toMatchObject({ grade: { domain: "daily.example", grade: "mixed" }, version: 0, latest: [] });
  });

  test("knows nothing of what is held, withdrawn or removed, not even to a moderator", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    const links = Array.from({ length: 6 }, (_, i) => `[one](https://site${i}.example/)`).join(" ");
    const held = await attach(await m.as("ada"), claim.id, from("https://daily.example/a", links));
    expect(held.state).toBe("held");
    const removed = await attach(await m.as("bob"), claim.id, from("https://daily.example/b", "Two."));
    const mo = await m.as("mo", "moderator");
    await decide(mo, removed.id, { to: "removed", version: 1, reason: { code: "spam" } });
    for (const ctx of [await m.as(null), mo]) {
      expect(await sourceSite(ctx, "daily.example")).toMatchObject({
        counts: { accepted: 0, unreviewed: 0, "needs-source": 0, rejected: 0 },
        latest: [],
      });
    }
  });

  test("is there for every site, and for nothing else", async () => {
    const m = await moot();
    await expect(sourceSite(await m.as(null), "never.example")).resolves.toMatchObject({ grade: null, history: [] });
    for (const name of [
      "",
      "nothing",
      "Daily.example",
      "www.daily.example",
      "daily.example/x",
      "a b.example",
      "@a.b",
    ]) {
      await expect(sourceSite(await m.as(null), name), name).rejects.toMatchObject({ status: 404 });
    }
  });
});

test("the graded sites are found by a part of their name and by grade, a page at a time", async () => {
  const m = await moot();
  for (let i = 0; i < 52; i++)
    await gradeBy(m, `site${String(i).padStart(2, "0")}.example`, i % 2 ? "mixed" : "reliable");
  const stranger = await m.as(null);
  const first = await gradedSites(stranger);
  expect(first.items).toHaveLength(50);
  const second = await gradedSites(stranger, { cursor: first.nextCursor ?? "" });
  expect(second.items.map(({ domain }) => domain)).toEqual(["site50.example", "site51.example"]);
  expect(second.nextCursor).toBeNull();
  expect((await gradedSites(stranger, { q: " SITE1" })).items).toHaveLength(10);
  expect((await gradedSites(stranger, { grade: "mixed" })).items).toHaveLength(26);
  expect((await gradedSites(stranger, { q: "%" })).items).toHaveLength(50);
  expect((await gradedSites(stranger, { q: "nothing" })).items).toEqual([]);
});
