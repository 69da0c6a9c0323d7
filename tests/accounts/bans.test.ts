import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, contributions, decisions, jobs, queueEntries } from "@/db/schema";
import { ban, deleteAccount, grantRole, unban } from "@/lib/accounts/commands";
import { exportOwnData } from "@/lib/accounts/export";
import { profile } from "@/lib/accounts/queries";
import { contributionById } from "@/lib/contributions/list";
import { banKeeper, settleBan } from "@/lib/curation/bans";
import { decide, undoDecision } from "@/lib/curation/commands";
import { publicLog } from "@/lib/curation/queries";
import { createWorker } from "@/lib/jobs/worker";
import { search } from "@/lib/search/queries";
import { castVote } from "@/lib/votes/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";
import { sideOf } from "../support/sides";
import { arguer, asked, by } from "./people";

const refresh = async () => {};
const reason = "It sells watches";

/** Sam attached four things to a claim; Mo moderates. */
async function setting() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const sam = await m.person("sam");
  const mo = await m.as("mo", "moderator");
  const shown = await contributionOf(m.db, claim, sam, { text: "Watches, cheap" });
  const accepted = await contributionOf(m.db, claim, sam);
  await decide(mo, accepted.id, { to: "accepted", version: 1 });
  const rejected = await contributionOf(m.db, claim, sam);
  await decide(mo, rejected.id, { to: "rejected", version: 1, reason: { code: "other", text: "So so." } });
  const held = await contributionOf(m.db, claim, sam, { state: "held", stateReasonCode: "claim-locked" });
  const others = await contributionOf(m.db, claim, await m.person("ada"), { text: "Another's" });
  const all = { shown, accepted, rejected, held, others };
  const states = async () => {
    const rows = await m.db.select().from(contributions).orderBy(contributions.rowId);
    return rows.map((row) => [row.state, row.stateReasonCode, row.stateReasonText].filter(Boolean).join(" "));
  };
  const inDays = (days: number) => new Date(m.clock.now.getTime() + days * 86_400_000);
  return { ...m, claim, sam, mo, all, states, inDays };
}

const before = ["unreviewed", "accepted", "rejected other So so.", "held claim-locked", "unreviewed"];
const during = ["held author-banned", "held author-banned", "held author-banned", "held claim-locked", "unreviewed"];

describe("a ban that hides", () => {
  test("holds all that Sam attached, a row of the log each, and nobody else reads, finds or counts it", async () => {
    const { db, as, mo, sam, states, claim, all } = await setting();
    expect(await states()).toEqual(before);
    await ban(mo, sam.id, { reason, hides: true });
    expect(await states()).toEqual(during);
    const stranger = await as(null);
    const side = await sideOf(stranger, claim.rowId, "supports", { sort: "newest", cursor: null });
    expect(side.items.map(({ id }) => id)).toEqual([all.others.id]);
    await expect(contributionById(stranger, all.shown.id)).rejects.toMatchObject({ status: 404 });
    expect((await search(stranger, { q: "watches" })).items).toEqual([]);
    expect((await profile(stranger, "sam")).attached.items).toEqual([]);
    expect((await publicLog(stranger, { action: "ban-hold" })).items).toMatchObject([
      ...[{ from: "rejected" }, { from: "accepted" }, { from: "unreviewed", to: "held", target: { url: null } }],
    ]);
    expect([...mo.touched]).toEqual(expect.arrayContaining([`claim:${claim.id}`, `account:${sam.id}`, "log"]));
    // It waits for the ban's end, not for a curator.
    const queued = await db.select().from(queueEntries);
    expect(queued.map(({ contribution }) => contribution).sort()).toEqual([all.held.rowId, all.others.rowId]);
  });

  test("is lifted, and everything stands as it stood", async () => {
    const { mo, sam, states } = await setting();
    await ban(mo, sam.id, { reason, hides: true });
    await unban(mo, sam.id, { reason: "A mistake" });
    expect(await states()).toEqual(before);
  });

  test("is undone, and its lifting is undone", async () => {
    const { as, mo, sam, states, db } = await setting();
    await ban(mo, sam.id, { reason, hides: true, days: 3 });
    const newest = async () => (await publicLog(await as(null), { person: "sam" })).items[0]?.id ?? "";
    await undoDecision(mo, await newest());
    expect(await states()).toEqual(before);
    expect(await db.select().from(jobs)).toEqual([]);

    await ban(mo, sam.id, { reason, hides: true, days: 3 });
    await unban(mo, sam.id, {});
    await undoDecision(mo, await newest());
    expect(await states()).toEqual(during);
    expect(await db.select().from(jobs)).toHaveLength(1);
  });

  test("ends by itself on its day, by a job that nobody sent", async () => {
    const { db, mo, sam, states, inDays } = await setting();
    await ban(mo, sam.id, { reason, hides: true, days: 3 });
    expect(await db.select().from(jobs)).toMatchObject([{ kind: "ban", subject: sam.rowId, dueAt: inDays(3) }]);
    const run = (now: Date) => createWorker({ db, handlers: { ban: banKeeper }, refresh, now: () => now }).drain();
    await run(inDays(2));
    expect(await states()).toEqual(during);
    await run(inDays(3));
    expect(await states()).toEqual(before);
    await run(inDays(4));
    expect(await states()).toEqual(before);
    expect(await db.select().from(jobs)).toEqual([]);
  });

  test("leaves alone what a curator decided about meanwhile", async () => {
    const { as, db, mo, sam, states, all } = await setting();
    await ban(mo, sam.id, { reason, hides: true });
    await decide(await as("cara", "curator"), all.shown.id, { to: "accepted", version: 2 });
    await decide(mo, all.accepted.id, { to: "removed", version: 3, reason: { code: "spam" } });
    await db.write((tx) => settleBan({ ...mo, db: tx }, sam.rowId));
    const meanwhile = ["accepted", "removed spam", "held author-banned", "held claim-locked", "unreviewed"];
    expect(await states()).toEqual(meanwhile);
    await unban(mo, sam.id, {});
    expect(await states()).toEqual([...meanwhile.slice(0, 2), ...before.slice(2)]);
  });

  test("is over when a decision from its time is undone: then that is put back too", async () => {
    const { mo, sam, states, all } = await setting();
    await ban(mo, sam.id, { reason, hides: true });
    await decide(mo, all.shown.id, { to: "removed", version: 2, reason: { code: "spam" } });
    await unban(mo, sam.id, {});
    await decide(mo, all.shown.id, { to: "undo", version: 3 });
    expect(await states()).toEqual(before);
  });

  test("lets no undo go behind it, but can be taken off one contribution", async () => {
    const { as, mo, sam, states, all } = await setting();
    await ban(mo, sam.id, { reason, hides: true });
    const [hold, decision] = (await publicLog(mo, { contribution: all.accepted.id })).items;
    await expect(undoDecision(mo, decision?.id ?? "")).rejects.toMatchObject({ code: "decision.overtaken" });
    await undoDecision(mo, hold?.id ?? "");
    expect((await states())[1]).toBe("accepted");
    expect((await publicLog(await as(null), { contribution: all.accepted.id })).items[0]).toMatchObject({
      action: "undo",
      from: "held",
      to: "accepted",
    });
  });

  test("deals with a spammer of hundreds a part at a time, and goes on by a job until all is held", async () => {
    const { db, mo, sam, claim } = await setting();
    for (let i = 0; i < 250; i += 1) await contributionOf(db, claim, sam);
    await ban(mo, sam.id, { reason, hides: true });
    const count = () => db.$count(contributions, eq(contributions.stateReasonCode, "author-banned"));
    expect(await count()).toBe(200);
    expect(await db.select().from(jobs)).toMatchObject([{ kind: "ban", dueAt: mo.now }]);
    await createWorker({ db, handlers: { ban: banKeeper }, refresh, now: () => mo.now }).drain();
    expect(await count()).toBe(253);
    expect(await db.select().from(jobs)).toEqual([]);
  }, 60_000);

  test("is not the rule: without it, all stays shown", async () => {
    const { mo, sam, states } = await setting();
    await ban(mo, sam.id, { reason });
    expect(await states()).toEqual(before);
  });
});

describe("somebody who is banned", () => {
  test("is told why and until when, whatever they try", async () => {
    const m = await moot();
    const bob = await arguer(m, "Bob");
    const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
    await ban(await m.as("Mo", "moderator"), bob.viewer.id, { reason, days: 3 });
    expect(await asked(m, bob.cookie)).toMatchObject({
      banned: true,
      ban: { reason, until: new Date("2026-11-04T12:00:00Z") },
    });
    await expect(castVote(await by(m, bob.cookie), claim?.id ?? "", { value: "agree" })).rejects.toMatchObject({
      code: "account.banned",
      message: `Your account is banned from taking part until 2026-11-04: ${reason}`,
    });
    m.clock.now = new Date("2026-11-04T12:00:00Z");
    expect(await asked(m, bob.cookie)).toMatchObject({ banned: false, ban: null });
  });

  test("takes their data with them, and leaves", async () => {
    const m = await moot();
    const bob = await arguer(m, "Bob");
    await ban(await m.as("Mo", "moderator"), bob.viewer.id, { reason });
    expect(await exportOwnData(await by(m, bob.cookie))).toMatchObject({ account: { ban: { reason } } });
    await deleteAccount(await by(m, bob.cookie), { name: "Bob" });
    expect(await asked(m, bob.cookie)).toBeNull();
  });
});

describe("the last admin", () => {
  test("keeps the role, also against an admin who was one a moment ago, and does not leave", async () => {
    const m = await moot();
    const rosa = await m.as("rosa", "admin");
    const max = await m.as("max", "admin");
    await Promise.allSettled([
      grantRole(rosa, max.viewer?.id ?? "", { role: "member", reason }),
      grantRole(max, rosa.viewer?.id ?? "", { role: "member", reason }),
    ]);
    const [row, ...more] = await m.db.select().from(accounts).where(eq(accounts.role, "admin"));
    expect(more).toEqual([]);
    const left = await m.as(row?.name ?? "");
    await expect(deleteAccount(left, { name: row?.name })).rejects.toMatchObject({ code: "account.last_admin" });
  });

  test("is not unmade by an undo", async () => {
    const m = await moot();
    const rosa = await m.as("rosa", "admin");
    const bob = await m.person("bob");
    await grantRole(rosa, bob.id, { role: "admin", reason });
    await grantRole({ ...rosa, viewer: { ...bob, role: "admin" } }, rosa.viewer?.id ?? "", { role: "member", reason });
    const made = (await publicLog(rosa, { person: "bob" })).items[0]?.id ?? "";
    await expect(undoDecision(rosa, made)).rejects.toMatchObject({ code: "account.last_admin" });
  });
});

describe("a curator of one essay", () => {
  test("is named so in the log; an undo gives back the essay from before", async () => {
    const m = await moot();
    await essayWithClaims(m.db, ["Water is wet"], "On elements");
    await essayWithClaims(m.db, ["The moon is near"], "On bodies");
    const rosa = await m.as("rosa", "admin");
    const bob = await m.person("bob");
    const row = async () => (await m.db.select().from(accounts).where(eq(accounts.rowId, bob.rowId)))[0];
    await grantRole(rosa, bob.id, { role: "curator", essay: "on-elements", reason });
    const first = await row();
    await grantRole(rosa, bob.id, { role: "curator", essay: "on-bodies", reason });
    await grantRole(rosa, bob.id, { role: "curator", essay: "on-bodies", reason });
    expect((await publicLog(rosa)).items).toMatchObject([
      { from: "curator of “On elements”", to: "curator of “On bodies”", essay: { slug: "on-bodies" } },
      { from: "member", to: "curator of “On elements”", essay: { slug: "on-elements" } },
    ]);
    await undoDecision(rosa, (await publicLog(rosa)).items[0]?.id ?? "");
    expect((await row())?.curates).toBe(first?.curates);
    await grantRole(rosa, bob.id, { role: "moderator", reason });
    expect((await row())?.curates).toBeNull();
    await expect(grantRole(rosa, bob.id, { role: "member", essay: "on-bodies", reason })).rejects.toMatchObject({
      errors: { essay: expect.any(String) },
    });
    await expect(grantRole(rosa, bob.id, { role: "curator", essay: "none", reason })).rejects.toMatchObject({
      status: 404,
    });
  });

  test("decides there, and elsewhere is told that it is another's", async () => {
    const m = await moot();
    const [water] = await essayWithClaims(m.db, ["Water is wet"], "On elements");
    const [moon] = await essayWithClaims(m.db, ["The moon is near"], "On bodies");
    if (!water || !moon) throw new Error("no claims");
    const ada = await m.person("ada");
    const rosa = await m.as("rosa", "admin");
    const cara = await arguer(m, "Cara");
    await grantRole(rosa, cara.viewer.id, { role: "curator", essay: "on-elements", reason });
    const ctx = await by(m, cara.cookie);
    const [here, there] = [await contributionOf(m.db, water, ada), await contributionOf(m.db, moon, ada)];
    const hidden = await contributionOf(m.db, moon, ada, { state: "held" });
    await decide(ctx, here.id, { to: "accepted", version: 1 });
    await expect(decide(ctx, there.id, { to: "accepted", version: 1 })).rejects.toMatchObject({
      code: "policy.other_essay",
    });
    await expect(decide(ctx, hidden.id, { to: "accepted", version: 1 })).rejects.toMatchObject({ status: 404 });
    expect(await m.db.$count(decisions, eq(decisions.action, "decide"))).toBe(1);
  });
});
