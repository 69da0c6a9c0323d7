import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, appeals, contributions, decisions, flags, queueEntries } from "@/db/schema";
import { states } from "@/db/words";
import { roles } from "@/lib/accounts/accounts";
import { edit, withdraw } from "@/lib/contributions/commands";
import { contributionById } from "@/lib/contributions/list";
import { answerAppeal, appeal, decide, flag, undoDecision } from "@/lib/curation/commands";
import { deskItem, openAppeals, ownAppeal, publicLog } from "@/lib/curation/queries";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

const day = 86_400_000;
const text = "The study says so on page 4.";
const upheld = { outcome: "upheld", text: "It does say so." };
const denied = { outcome: "denied", text: "Page 4 is about something else." };

/** Something of Ada's that Max, a moderator, has rejected (or removed); Mia is another moderator. */
async function turnedDown({
  to = "rejected",
  from = "unreviewed",
}: {
  to?: string;
  from?: "unreviewed" | "accepted";
} = {}) {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const ada = await m.person("ada");
  const it = await contributionOf(m.db, claim, ada, { kind: "rebuttal", state: from });
  await m.person("mia", "moderator");
  await flag(await m.as("bob"), it.id, { reason: "spam" });
  await decide(await m.as("max", "moderator"), it.id, { to, version: 1, reason: { code: "spam", text: "Look." } });
  const later = (ms: number) => {
    m.clock.now = new Date(m.clock.now.getTime() + ms);
  };
  const rowNow = async () => {
    const [row] = await m.db.select().from(contributions).where(eq(contributions.rowId, it.rowId));
    if (!row) throw new Error("gone");
    return row;
  };
  const appealNow = async () => (await m.db.select().from(appeals))[0];
  /** All that an appeal may change, but for the log and versions, which only grow. */
  const look = async () => {
    const { version: _, ...row } = await rowNow();
    const people = await m.db.select().from(accounts);
    const [flagged, queued] = [await m.db.select().from(flags), await m.db.select().from(queueEntries)];
    return { row, flagged, queued, people, appeals: await m.db.select().from(appeals) };
  };
  return { ...m, claim, ada, it, later, rowNow, appealNow, look };
}

describe("the author of something turned down", () => {
  test.each(["rejected", "removed"])("appeals against its being %s, and it is on the log", async (to) => {
    const { as, it, appealNow, db } = await turnedDown({ to });
    const ctx = await as("ada");
    expect(await appeal(ctx, it.id, { text })).toMatchObject({ state: "open" });
    expect(await appealNow()).toMatchObject({ state: "open", text, decision: 1, hidden: to === "removed" });
    expect((await db.select().from(decisions)).at(-1)).toMatchObject({ action: "appeal", byRole: "member" });
    expect([...ctx.touched]).toContain("log");
  });

  test("says so in words", async () => {
    const { as, it } = await turnedDown();
    await expect(appeal(await as("ada"), it.id, { text: " " })).rejects.toMatchObject({
      errors: { text: expect.any(String) },
    });
  });

  test("appeals once a decision; sending the same twice is sending it once", async () => {
    const { as, it, db } = await turnedDown();
    const first = await appeal(await as("ada"), it.id, { text });
    expect(await appeal(await as("ada"), it.id, { text })).toEqual(first);
    await expect(appeal(await as("ada"), it.id, { text: "And more." })).rejects.toMatchObject({
      status: 409,
      code: "appeal.already",
    });
    await answerAppeal(await as("mia"), first.id, denied);
    await expect(appeal(await as("ada"), it.id, { text })).rejects.toMatchObject({ code: "appeal.already" });
    expect(await db.select().from(appeals)).toHaveLength(1);
  });

  test("may do so for twenty days to the moment, and not a moment longer", async () => {
    const late = await turnedDown();
    late.later(20 * day + 1);
    await expect(appeal(await late.as("ada"), late.it.id, { text })).rejects.toMatchObject({
      status: 403,
      code: "appeal.late",
    });
    const inTime = await turnedDown();
    inTime.later(20 * day);
    await appeal(await inTime.as("ada"), inTime.it.id, { text });
  });

  test("is the only one who may, banned or not", async () => {
    const { as, it } = await turnedDown();
    for (const role of roles) {
      const other = appeal(await as(`other ${role}`, role), it.id, { text });
      await expect(other).rejects.toMatchObject({ status: 403, code: "contribution.not_own" });
    }
    await expect(appeal(await as(null), it.id, { text })).rejects.toMatchObject({ status: 401 });
    const ctx = await as("ada");
    if (ctx.viewer) await appeal({ ...ctx, viewer: { ...ctx.viewer, banned: true } }, it.id, { text });
  });

  test("appeals against a decision, not against a state that came otherwise", async () => {
    const { as, claim, ada, db } = await turnedDown();
    for (const state of states) {
      const it = await contributionOf(db, claim, ada, { state });
      const refused = appeal(await as("ada"), it.id, { text });
      await expect(refused).rejects.toMatchObject({
        code: state === "rejected" || state === "removed" ? "appeal.no_decision" : "appeal.nothing",
      });
    }
  });

  test("has nothing to appeal against once the decision was undone", async () => {
    const { as, it } = await turnedDown();
    await decide(await as("max"), it.id, { to: "undo", version: 2 });
    await expect(appeal(await as("ada"), it.id, { text })).rejects.toMatchObject({ code: "appeal.nothing" });
  });

  test("may appeal anew against a new decision", async () => {
    const { as, it, db } = await turnedDown();
    await appeal(await as("ada"), it.id, { text });
    await edit(await as("ada"), it.id, { version: 2, body: { markdown: "Better." } });
    await decide(await as("max"), it.id, { to: "rejected", version: 3, reason: { code: "uncivil" } });
    await appeal(await as("ada"), it.id, { text });
    expect(await db.select({ state: appeals.state }).from(appeals)).toEqual([{ state: "lapsed" }, { state: "open" }]);
  });
});

describe("an appeal is answered", () => {
  test("by another moderator, upheld: the state before is back, by one row that undoes the decision", async () => {
    const { as, it, rowNow, appealNow, db } = await turnedDown({ from: "accepted" });
    const { id } = await appeal(await as("ada"), it.id, { text });
    const mia = await as("mia");
    expect(await answerAppeal(mia, id, upheld)).toEqual({ id, state: "upheld" });
    expect(await rowNow()).toMatchObject({ state: "accepted", stateReasonCode: null, stateReasonText: null });
    expect(await appealNow()).toMatchObject({ state: "upheld", answer: upheld.text });
    expect((await db.select().from(decisions)).at(-1)).toMatchObject({
      action: "answer-appeal",
      from: "rejected",
      to: "accepted",
      reasonText: upheld.text,
      undoes: 1,
    });
    expect(await db.select().from(flags)).toMatchObject([{ outcome: "dismissed" }]);
    expect([...mia.touched]).toContain("log");
  });

  test("denied: everything stays", async () => {
    const { as, it, rowNow, appealNow, db } = await turnedDown();
    const before = await rowNow();
    const { id } = await appeal(await as("ada"), it.id, { text });
    await answerAppeal(await as("mia"), id, denied);
    expect(await rowNow()).toEqual(before);
    expect(await appealNow()).toMatchObject({ state: "denied", answer: denied.text });
    expect((await db.select().from(decisions)).at(-1)).toMatchObject({
      action: "answer-appeal",
      from: "rejected",
      to: "rejected",
      undoes: null,
    });
    expect(await db.select().from(flags)).toMatchObject([{ outcome: "upheld" }]);
  });

  test("once: a second answer is refused, the same again changes nothing", async () => {
    const { as, it, db } = await turnedDown();
    const { id } = await appeal(await as("ada"), it.id, { text });
    await answerAppeal(await as("mia"), id, denied);
    await answerAppeal(await as("mia"), id, denied);
    await expect(answerAppeal(await as("mia"), id, upheld)).rejects.toMatchObject({
      status: 409,
      code: "appeal.closed",
    });
    expect(await db.select().from(decisions)).toHaveLength(3);
  });

  test("of two moderators in the same instant, one is told that she was late", async () => {
    const { as, it, db } = await turnedDown();
    const { id } = await appeal(await as("ada"), it.id, { text });
    const [mia, mel] = [await as("mia"), await as("mel", "moderator")];
    const both = await Promise.allSettled([answerAppeal(mia, id, upheld), answerAppeal(mel, id, denied)]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.select().from(decisions)).toHaveLength(3);
  });

  test("never by who decided, nor by its author, nor by whom it argues against, nor by a lesser role", async () => {
    const { as, db, claim, person } = await turnedDown();
    const mo = await person("mo", "moderator");
    const above = await contributionOf(db, claim, await person("mel", "moderator"));
    const it = await contributionOf(db, claim, mo, { kind: "rebuttal", parent: above });
    await decide(await as("max"), it.id, { to: "rejected", version: 1, reason: { code: "spam" } });
    const { id } = await appeal(await as("mo"), it.id, { text });
    const why = async (name: string) =>
      answerAppeal(await as(name), id, upheld).then(
        () => "answered",
        (refusal) => refusal.code,
      );
    await as("carla", "curator");
    expect(await why("max")).toBe("appeal.own_decision");
    expect(await why("mo")).toBe("contribution.own");
    expect(await why("mel")).toBe("contribution.answers_own");
    expect(await why("carla")).toBe("policy.role");
    expect(await why("ada")).toBe("policy.role");
    await expect(answerAppeal(await as(null), id, upheld)).rejects.toMatchObject({ status: 401 });
    expect(await why("mia")).toBe("answered");
  });

  test("in writing, one way or the other", async () => {
    const { as, it } = await turnedDown();
    const { id } = await appeal(await as("ada"), it.id, { text });
    const mia = await as("mia");
    await expect(answerAppeal(mia, id, { outcome: "denied", text: " " })).rejects.toMatchObject({
      errors: { text: expect.any(String) },
    });
    await expect(answerAppeal(mia, id, { outcome: "open", text })).rejects.toMatchObject({
      errors: { outcome: expect.any(String) },
    });
    await expect(answerAppeal(mia, "nosuchone", denied)).rejects.toMatchObject({ status: 404 });
  });

  test("also after somebody else had left it as it was", async () => {
    const { as, it, rowNow } = await turnedDown();
    await flag(await as("cleo"), it.id, { reason: "uncivil" });
    await decide(await as("mel", "moderator"), it.id, { to: "rejected", version: 2 });
    const { id } = await appeal(await as("ada"), it.id, { text });
    await answerAppeal(await as("mia"), id, upheld);
    expect((await rowNow()).state).toBe("unreviewed");
  });
});

describe("the answer to an appeal can be undone", () => {
  test.each([
    ["upheld", upheld, "rejected"],
    ["denied", denied, "rejected"],
    ["upheld", upheld, "removed"],
    ["denied", denied, "removed"],
  ])("%s: %o, %s", async (_, answer, to) => {
    const { as, it, look, db, appealNow } = await turnedDown({ to });
    const { id } = await appeal(await as("ada"), it.id, { text });
    const before = await look();
    await answerAppeal(await as("mia"), id, answer);
    const given = (await db.select().from(decisions)).at(-1);
    await undoDecision(await as("mia"), given?.id ?? "", { reason: { text: "I misread it." } });
    expect(await look()).toEqual(before);
    expect((await appealNow())?.state).toBe("open");
    await answerAppeal(await as("mia"), id, denied);
  });

  test("after that the decision stands again, and can itself be undone", async () => {
    const { as, it, db, rowNow } = await turnedDown();
    const { id } = await appeal(await as("ada"), it.id, { text });
    await answerAppeal(await as("mia"), id, upheld);
    await undoDecision(await as("mia"), (await db.select().from(decisions)).at(-1)?.id ?? "");
    expect((await rowNow()).state).toBe("rejected");
    await undoDecision(await as("max"), (await db.select().from(decisions))[0]?.id ?? "");
    expect((await rowNow()).state).toBe("unreviewed");
  });

  test("but not by whom the appeal was against, nor the decision behind the answer's back", async () => {
    const { as, it, db } = await turnedDown();
    const { id } = await appeal(await as("ada"), it.id, { text });
    await answerAppeal(await as("mia"), id, upheld);
    const [decision, , answer] = await db.select().from(decisions);
    await expect(undoDecision(await as("max"), answer?.id ?? "")).rejects.toMatchObject({
      status: 403,
      code: "appeal.own_decision",
    });
    await expect(undoDecision(await as("mia"), decision?.id ?? "")).rejects.toMatchObject({ code: "decision.undone" });
    expect((await deskItem(await as("max"), it.id)).may.undo).toBe(false);
    expect((await deskItem(await as("mia"), it.id)).may.undo).toBe(true);
  });
});

test("a decision whose appeal was denied is undone only after the answer is", async () => {
  const { as, it, db, rowNow } = await turnedDown();
  const { id } = await appeal(await as("ada"), it.id, { text });
  await answerAppeal(await as("mia"), id, denied);
  const [decision, , answer] = await db.select().from(decisions);
  await expect(undoDecision(await as("mia"), decision?.id ?? "")).rejects.toMatchObject({ code: "decision.overtaken" });
  await undoDecision(await as("mia"), answer?.id ?? "");
  await undoDecision(await as("mia"), decision?.id ?? "");
  expect((await rowNow()).state).toBe("unreviewed");
});

describe("an appeal that nobody answered lapses when what it is about no longer stands", () => {
  test("because its author edits", async () => {
    const { as, it, appealNow } = await turnedDown();
    const { id } = await appeal(await as("ada"), it.id, { text });
    await edit(await as("ada"), it.id, { version: 2, body: { markdown: "Better." } });
    expect((await appealNow())?.state).toBe("lapsed");
    await expect(answerAppeal(await as("mia"), id, upheld)).rejects.toMatchObject({ code: "appeal.closed" });
  });

  test("because its author withdraws", async () => {
    const { as, it, appealNow } = await turnedDown();
    await appeal(await as("ada"), it.id, { text });
    await withdraw(await as("ada"), it.id);
    expect((await appealNow())?.state).toBe("lapsed");
  });

  test("because the decision is undone", async () => {
    const { as, it, appealNow } = await turnedDown();
    await appeal(await as("ada"), it.id, { text });
    await decide(await as("max"), it.id, { to: "undo", version: 2 });
    expect((await appealNow())?.state).toBe("lapsed");
  });

  test("because a curator decides anew, and is open again when that is undone", async () => {
    const { as, it, appealNow } = await turnedDown();
    await appeal(await as("ada"), it.id, { text });
    await decide(await as("max"), it.id, { to: "accepted", version: 2 });
    expect((await appealNow())?.state).toBe("lapsed");
    await decide(await as("max"), it.id, { to: "undo", version: 3 });
    expect((await appealNow())?.state).toBe("open");
  });

  test("not because a curator leaves it as it is", async () => {
    const { as, it, appealNow } = await turnedDown();
    await appeal(await as("ada"), it.id, { text });
    await flag(await as("cleo"), it.id, { reason: "uncivil" });
    await decide(await as("max"), it.id, { to: "rejected", version: 2 });
    expect((await appealNow())?.state).toBe("open");
  });
});

describe("on the public log, an appeal", () => {
  const words = async (m: Awaited<ReturnType<typeof turnedDown>>) =>
    (await publicLog(await m.as(null))).items.find(({ action }) => action === "appeal")?.reason?.text ?? null;

  test("against a rejection is read by everybody, with its answer", async () => {
    const m = await turnedDown();
    const { id } = await appeal(await m.as("ada"), m.it.id, { text });
    expect(await words(m)).toBe(text);
    await answerAppeal(await m.as("mia"), id, denied);
    const log = await publicLog(await m.as(null));
    expect(log.items[0]).toMatchObject({ action: "answer-appeal", reason: { text: denied.text }, byRole: "moderator" });
    expect(JSON.stringify(log)).not.toMatch(/ada|mia|max|bob/);
  });

  test("against a removal does not bring back what was removed, unless a moderator finds that it doesn't", async () => {
    const m = await turnedDown({ to: "removed" });
    const { id } = await appeal(await m.as("ada"), m.it.id, { text: "But cleo does live there!" });
    expect(await words(m)).toBeNull();
    await answerAppeal(await m.as("mia"), id, { ...denied, publish: false });
    expect(await words(m)).toBeNull();
    const other = await turnedDown({ to: "removed" });
    const harmless = await appeal(await other.as("ada"), other.it.id, { text });
    await answerAppeal(await other.as("mia"), harmless.id, { ...denied, publish: true });
    expect(await words(other)).toBe(text);
  });

  test("whose words expose somebody is taken off it by the moderator who answers", async () => {
    const m = await turnedDown();
    const { id } = await appeal(await m.as("ada"), m.it.id, { text: "bob lives at 12 Secret Street." });
    await answerAppeal(await m.as("mia"), id, { ...denied, publish: false });
    expect(JSON.stringify(await publicLog(await m.as(null)))).not.toMatch(/Secret/);
  });
});

describe("the moderators' page of appeals", () => {
  test("has the open ones, the oldest first, with the words that were removed, and says who can't answer", async () => {
    const m = await turnedDown({ to: "removed" });
    const second = await contributionOf(m.db, m.claim, await m.person("bob"), { text: "What bob wrote." });
    await decide(await m.as("mia"), second.id, { to: "rejected", version: 1, reason: { code: "spam" } });
    const first = await appeal(await m.as("ada"), m.it.id, { text });
    m.later(1000);
    const other = await appeal(await m.as("bob"), second.id, { text });
    const { items } = await openAppeals(await m.as("max"));
    expect(items).toMatchObject([
      {
        appeal: { id: first.id, text },
        decision: { to: "removed" },
        whyNot: expect.stringContaining("another moderator"),
      },
      { appeal: { id: other.id }, decision: { to: "rejected" }, words: null, whyNot: null },
    ]);
    expect(JSON.stringify(items[0]?.words)).toContain("A text.");
    await answerAppeal(await m.as("max"), other.id, denied);
    expect((await openAppeals(await m.as("mia"))).items).toMatchObject([{ appeal: { id: first.id }, whyNot: null }]);
  });

  test("is for moderators, and comes in pages without gaps or repeats", async () => {
    const { as, db, claim, ada } = await turnedDown();
    await expect(openAppeals(await as("carla", "curator"))).rejects.toMatchObject({ status: 403 });
    await expect(openAppeals(await as(null))).rejects.toMatchObject({ status: 401 });
    for (let i = 0; i < 12; i++) {
      const it = await contributionOf(db, claim, ada);
      await decide(await as("max"), it.id, { to: "rejected", version: 1, reason: { code: "spam" } });
      await appeal(await as("ada"), it.id, { text });
    }
    const one = await openAppeals(await as("mia"));
    const two = await openAppeals(await as("mia"), one.nextCursor);
    expect(one.items).toHaveLength(10);
    expect(two).toMatchObject({ items: [{}, {}], nextCursor: null });
    expect(new Set([...one.items, ...two.items].map(({ appeal }) => appeal.id)).size).toBe(12);
    await expect(openAppeals(await as("mia"), "nosuchone")).rejects.toMatchObject({ status: 400 });
  });
});

describe("the author's page of their appeal", () => {
  test("says what can be done until when, then how it stands", async () => {
    const { as, it, clock } = await turnedDown();
    expect(await ownAppeal(await as("ada"), it.id)).toMatchObject({
      may: true,
      until: new Date(clock.now.getTime() + 20 * day),
      decision: { to: "rejected", reason: { code: "spam", text: "Look." }, byRole: "moderator" },
      appeal: null,
    });
    const { id } = await appeal(await as("ada"), it.id, { text });
    expect(await ownAppeal(await as("ada"), it.id)).toMatchObject({ may: false, appeal: { state: "open", text } });
    await answerAppeal(await as("mia"), id, upheld);
    expect(await ownAppeal(await as("ada"), it.id)).toMatchObject({
      may: false,
      appeal: { state: "upheld", answer: upheld.text },
    });
  });

  test("is nobody else's", async () => {
    const { as, it } = await turnedDown();
    for (const name of ["bob", "mia", null]) {
      await expect(ownAppeal(await as(name), it.id)).rejects.toMatchObject({ status: 404 });
    }
  });

  test("everybody sees that an appeal is open, beside the state", async () => {
    const { as, it } = await turnedDown();
    const { id } = await appeal(await as("ada"), it.id, { text });
    expect((await contributionById(await as(null), it.id)).appealOpen).toBe(true);
    await answerAppeal(await as("mia"), id, denied);
    expect((await contributionById(await as(null), it.id)).appealOpen).toBe(false);
  });
});
