import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { contributions } from "@/db/schema";
import { states } from "@/db/words";
import { attach, edit, withdraw } from "@/lib/contributions/commands";
import { decide, flag, lockClaim, readInbox } from "@/lib/curation/commands";
import { decisionsOf, inbox, publicLog, unreadCount } from "@/lib/curation/queries";
import { authorsWay } from "@/lib/curation/states";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [claim, other] = await essayWithClaims(m.db, ["Water is wet", "Fire is hot"]);
  if (!claim || !other) throw new Error("no claims");
  return { ...m, claim, other, ada: await m.person("ada") };
}

describe("the public log", () => {
  test("says what, why, before, after and by which role; never by whom, who flagged, or what was written", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada, { text: "The address is 12 Secret Street." });
    await flag(await as("bob"), it.id, { reason: "illegal", text: "bob says it exposes cleo" });
    await decide(await as("max", "moderator"), it.id, { to: "removed", version: 1, reason: { code: "privacy" } });
    const log = await publicLog(await as(null));
    expect(log.items).toMatchObject([
      {
        action: "decide",
        target: { kind: "evidence", id: it.id, url: `/e/${it.id}` },
        claim: { id: claim.id, statement: "Water is wet" },
        from: "unreviewed",
        to: "removed",
        reason: { code: "privacy", text: null },
        byRole: "moderator",
      },
    ]);
    expect(JSON.stringify(log)).not.toMatch(/Secret|bob|cleo|max|ada|rowId/);
  });

  test("is narrowed to a contribution, or to a claim with all that hangs on it", async () => {
    const { db, as, claim, other, ada } = await setting();
    const max = await as("max", "moderator");
    const it = await contributionOf(db, claim, ada);
    const elsewhere = await contributionOf(db, other, ada);
    await decide(max, it.id, { to: "accepted", version: 1 });
    await decide(max, elsewhere.id, { to: "accepted", version: 1 });
    await lockClaim(max, claim.id, { lock: "hold-new", reason: "Too fast." });
    expect((await publicLog(max)).items).toHaveLength(3);
    expect(await decisionsOf(max, it.id)).toMatchObject([{ target: { id: it.id } }]);
    expect((await publicLog(max, { claim: claim.id })).items).toMatchObject([
      { action: "lock", target: { kind: "claim", id: claim.id } },
      { target: { id: it.id } },
    ]);
  });

  test("tells nobody of something held, by its id or by a link", async () => {
    const { db, as, claim, ada } = await setting();
    const max = await as("max", "moderator");
    const it = await contributionOf(db, claim, ada, { state: "held" });
    await expect(publicLog(await as(null), { contribution: it.id })).rejects.toMatchObject({ status: 404 });
    await decide(max, it.id, { to: "accepted", version: 1 });
    await decide(max, it.id, { to: "undo", version: 2 });
    expect((await publicLog(await as(null))).items.map((item) => item.target.url)).toEqual([null, null]);
  });

  test("comes in pages without gaps or repeats", async () => {
    const { db, as, claim, ada } = await setting();
    const max = await as("max", "moderator");
    for (let i = 0; i < 53; i++) {
      await decide(max, (await contributionOf(db, claim, ada)).id, { to: "accepted", version: 1 });
    }
    const first = await publicLog(max);
    const second = await publicLog(max, {}, first.nextCursor);
    expect(first.items).toHaveLength(50);
    expect(second).toMatchObject({ items: [{}, {}, {}], nextCursor: null });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(53);
    await expect(publicLog(max, {}, "nosuchone")).rejects.toMatchObject({ status: 400 });
  });
});

describe("the inbox", () => {
  test("holds decisions about one's own and answers to it, the latest first, and nobody else's", async () => {
    const { db, as, claim, ada, person, clock } = await setting();
    const bob = await person("bob");
    const it = await contributionOf(db, claim, ada);
    const foreign = await contributionOf(db, claim, bob);
    const carla = await as("carla", "curator");
    await decide(carla, it.id, { to: "needs-source", version: 1, reason: { text: "Which page?" } });
    await decide(carla, foreign.id, { to: "accepted", version: 1 });
    const at = new Date(clock.now.getTime() + 1000);
    const answer = await contributionOf(db, claim, bob, { kind: "rebuttal", parent: it, text: "It isn't.", at });
    await contributionOf(db, claim, ada, { kind: "rebuttal", parent: it, text: "My own." });
    await contributionOf(db, claim, bob, { kind: "rebuttal", parent: it, text: "Held.", state: "held" });
    expect((await inbox(await as("ada"))).items).toMatchObject([
      { type: "answer", about: { id: it.id }, answer: { id: answer.id, by: "bob", text: "It isn't." } },
      {
        type: "decision",
        about: { id: it.id, state: "needs-source" },
        to: "needs-source",
        reason: { text: "Which page?" },
      },
    ]);
    await expect(inbox(await as(null))).rejects.toMatchObject({ status: 401 });
  });

  test("tells what is new since it was last read", async () => {
    const { db, as, claim, ada, clock } = await setting();
    const it = await contributionOf(db, claim, ada);
    await decide(await as("carla", "curator"), it.id, { to: "needs-source", version: 1, reason: { text: "Which?" } });
    expect(await unreadCount(await as("ada"))).toBe(1);
    clock.now = new Date(clock.now.getTime() + 1000);
    await readInbox(await as("ada"));
    expect(await unreadCount(await as("ada"))).toBe(0);
    clock.now = new Date(clock.now.getTime() + 1000);
    await decide(await as("carla"), it.id, { to: "accepted", version: 2 });
    expect(await unreadCount(await as("ada"))).toBe(1);
    expect((await inbox(await as("ada"))).items.map(({ isNew }) => isNew)).toEqual([true, false]);
    expect(await unreadCount(await as("bob"))).toBe(0);
  });

  test("comes in pages without gaps or repeats, whatever happened in the same instant", async () => {
    const { db, as, claim, ada, person } = await setting();
    const it = await contributionOf(db, claim, ada);
    const bob = await person("bob");
    for (let i = 0; i < 64; i++) await contributionOf(db, claim, bob, { kind: "rebuttal", parent: it });
    const ctx = await as("ada");
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await inbox(ctx, cursor);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(64);
    expect(new Set(seen).size).toBe(64);
    await expect(inbox(ctx, "yesterday")).rejects.toMatchObject({ status: 400 });
  });
});

describe("an author goes the ways of the table", () => {
  test.each(states)("from %s", async (state) => {
    const { db, as, claim, ada } = await setting();
    const ctx = await as("ada");
    const now = async (id: string) => (await db.select().from(contributions).where(eq(contributions.id, id)))[0]?.state;

    const edited = await contributionOf(db, claim, ada, { state, kind: "rebuttal" });
    await edit(ctx, edited.id, { version: 1, body: { markdown: "Better said." } }).catch(() => {});
    expect(await now(edited.id)).toBe(authorsWay(state, "unreviewed") ? "unreviewed" : state);

    const withdrawn = await contributionOf(db, claim, ada, { state, kind: "rebuttal" });
    await withdraw(ctx, withdrawn.id).catch(() => {});
    expect(await now(withdrawn.id)).toBe(authorsWay(state, "withdrawn") ? "withdrawn" : state);
  });
});

describe("a lock", () => {
  test("on all that is new holds it for a curator, and lets curators through", async () => {
    const { as, claim } = await setting();
    await lockClaim(await as("max", "moderator"), claim.id, { lock: "hold-new", reason: "Too fast." });
    const rebuttal = { kind: "rebuttal", body: { markdown: "But no." } };
    expect((await attach(await as("bob"), claim.id, rebuttal)).state).toBe("held");
    expect((await attach(await as("carla", "curator"), claim.id, rebuttal)).state).toBe("unreviewed");
  });

  test("for curators only turns everybody else away, until it ends by itself", async () => {
    const { as, claim, clock } = await setting();
    const until = "2026-11-03";
    await lockClaim(await as("max", "moderator"), claim.id, { lock: "curators-only", reason: "x", until });
    const rebuttal = { kind: "rebuttal", body: { markdown: "But no." } };
    await expect(attach(await as("bob"), claim.id, rebuttal)).rejects.toMatchObject({
      status: 403,
      code: "claim.locked",
    });
    clock.now = new Date("2026-11-04T00:00:00Z");
    expect((await attach(await as("bob"), claim.id, rebuttal)).state).toBe("unreviewed");
  });
});
