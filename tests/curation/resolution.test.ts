import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { claims, decisions, proposals } from "@/db/schema";
import { type ClaimKind, claimKinds, resolutionOutcomes, resolvableKinds } from "@/lib/claims/claims";
import { claimById, listClaims } from "@/lib/claims/queries";
import { attach, withdraw } from "@/lib/contributions/commands";
import { decide, editClaim, mergeClaims, resolveClaim, undoDecision } from "@/lib/curation/commands";
import { claimDesk, duePredictions, inbox, publicLog } from "@/lib/curation/queries";
import { newId } from "@/lib/ids";
import { claimPage } from "@/lib/insight/claim-page";
import { exportAs } from "@/lib/interchange/export";
import { castVote, withdrawVote } from "@/lib/votes/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

const reasons = "Three laboratories measured it, and each found the same.";

async function setting() {
  const m = await moot();
  const [water, fire] = await essayWithClaims(m.db, ["Water is wet", "Fire is hot"]);
  if (!water || !fire) throw new Error("no claims");
  const carla = await m.as("carla", "curator");
  const read = async (claim = water) => claimById(await m.as(null), claim.id);
  const resolve = (more: object = {}, ctx = carla) =>
    resolveClaim(ctx, water.id, { version: 1, outcome: "mostly-true", reasons, ...more });
  const later = (ms = 1000) => {
    m.clock.now = new Date(m.clock.now.getTime() + ms);
  };
  return { ...m, water, fire, carla, read, resolve, later };
}

describe("a curator resolves a claim", () => {
  test("with an outcome and reasons, on the log, for everybody to read", async () => {
    const { db, as, water, carla, read, resolve, clock } = await setting();
    await castVote(await as("bob"), water.id, { value: "disagree" });
    await resolve();
    const { resolution, tally, version } = await read();
    expect(resolution).toMatchObject({ outcome: "mostly-true", reasons, current: true, wording: 1, byRole: "curator" });
    expect(resolution?.at).toEqual(clock.now);
    expect(await db.select().from(decisions)).toMatchObject([
      {
        id: resolution?.decision,
        action: "resolve",
        claim: water.rowId,
        from: null,
        to: "mostly-true",
        reasonText: reasons,
      },
    ]);
    // It is no vote, and no wording.
    expect(tally).toMatchObject({ disagree: 1, total: 1 });
    expect(version).toBe(1);
    const { items } = await listClaims(await as(null), { sort: "essay", cursor: null });
    expect(items.map((claim) => claim.resolution)).toEqual([{ outcome: "mostly-true", current: true }, null]);
    expect([...carla.touched]).toEqual(expect.arrayContaining([`claim:${water.id}`, "log"]));
  });

  test("by each outcome of the scale, and by no other word; with reasons, always", async () => {
    const { read, resolve } = await setting();
    for (const outcome of resolutionOutcomes) {
      await resolve({ outcome, replaces: (await read()).resolution?.decision });
      expect((await read()).resolution?.outcome).toBe(outcome);
    }
    await expect(resolve({ outcome: "likely" })).rejects.toMatchObject({
      status: 422,
      errors: { outcome: expect.any(String) },
    });
    await expect(resolve({ reasons: " " })).rejects.toMatchObject({
      status: 422,
      errors: { reasons: expect.any(String) },
    });
  });

  test.each(claimKinds)("of kind %s, where evidence can settle such a claim", async (kind: ClaimKind) => {
    const { db, water, resolve } = await setting();
    await db.write((tx) => tx.update(claims).set({ kind }).where(eq(claims.rowId, water.rowId)));
    if (resolvableKinds.includes(kind)) await resolve();
    else await expect(resolve()).rejects.toMatchObject({ status: 422, code: "resolution.not_resolvable" });
  });

  test("who has taken no side: by a vote for one, by what they attached, or by having proposed it", async () => {
    const { db, as, water, person, resolve, carla } = await setting();
    await castVote(carla, water.id, { value: "agree" });
    await expect(resolve()).rejects.toMatchObject({ status: 403, code: "claim.voted" });
    expect(await claimDesk(carla, water.id)).toMatchObject({ whyNotResolve: expect.stringContaining("vote") });
    await castVote(carla, water.id, { value: "unsure" });
    await resolve();
    await withdrawVote(carla, water.id);

    const cora = await as("cora", "curator");
    const own = await attach(cora, water.id, { kind: "rebuttal", body: { markdown: "Not quite." } });
    await expect(resolve({}, cora)).rejects.toMatchObject({ status: 403, code: "claim.attached" });
    await withdraw(cora, own.id);
    await resolve({}, cora);

    const cleo = await person("cleo", "curator");
    await db.write((tx) =>
      tx.insert(proposals).values({
        ...{ id: newId(), essay: water.essay, by: cleo.rowId, at: new Date(0), statement: water.statement },
        ...{ kind: "fact", quoteExact: water.quoteExact, state: "accepted", claim: water.rowId },
      }),
    );
    await expect(resolve({}, await as("cleo"))).rejects.toMatchObject({ status: 403, code: "claim.proposed" });
  });

  test("of their own essay, if they look after one alone; members resolve nothing", async () => {
    const { as, water, resolve, carla } = await setting();
    const elsewhere = { ...carla, viewer: carla.viewer && { ...carla.viewer, curates: water.essay + 1 } };
    await expect(resolve({}, elsewhere)).rejects.toMatchObject({ status: 403, code: "policy.other_essay" });
    await expect(claimDesk(elsewhere, water.id)).rejects.toMatchObject({ status: 403 });
    await expect(resolve({}, await as("bob"))).rejects.toMatchObject({ status: 403 });
    await expect(resolve({}, await as(null))).rejects.toMatchObject({ status: 401 });
  });

  test("as it reads now, and where it stands", async () => {
    const { as, water, fire, resolve } = await setting();
    const max = await as("max", "moderator");
    await editClaim(max, water.id, { statement: "Water wets", version: 1, reason: "Clearer." });
    await expect(resolve()).rejects.toMatchObject({ status: 409, code: "claim.stale", details: { version: 2 } });
    await mergeClaims(max, water.id, { into: fire.id, version: 2, reason: "The same." });
    await expect(resolve({ version: 2 })).rejects.toMatchObject({ status: 409, code: "claim.merged" });
  });
});

describe("what a resolution rests on", () => {
  test("is named with it, and told to who attached it; what counts no more can't be chosen", async () => {
    const { db, as, person, water, fire, read, resolve } = await setting();
    const ada = await person("ada");
    const it = await contributionOf(db, water, ada, { source: { title: "On water", url: "https://example.org/" } });
    const deep = await contributionOf(db, water, await person("bob"), { kind: "rebuttal", parent: it, text: "No." });
    const turned = await contributionOf(db, water, ada, { state: "rejected" });
    const held = await contributionOf(db, water, ada, { state: "held" });
    const elsewhere = await contributionOf(db, fire, ada);
    for (const { id } of [turned, held, elsewhere, { id: "nosuchone" }]) {
      await expect(resolve({ contributions: [id] })).rejects.toMatchObject({
        errors: { contributions: expect.any(String) },
      });
    }
    await resolve({ contributions: [it.id, deep.id, it.id] });
    expect((await read()).resolution).toMatchObject({
      restsOn: [
        { id: it.id, kind: "evidence", stance: "supports", says: "On water" },
        { id: deep.id, kind: "rebuttal", says: "No." },
      ],
      gone: 0,
    });
    expect((await inbox(await as("ada"))).items).toMatchObject([
      { type: "ground", about: { id: it.id }, outcome: "mostly-true", claim: { id: water.id } },
      { type: "answer" },
    ]);
  });

  test("is no longer shown once it was taken down: only that there was something", async () => {
    const { db, as, person, water, read, resolve } = await setting();
    const it = await contributionOf(db, water, await person("ada"), { text: "A secret." });
    await resolve({ contributions: [it.id] });
    await decide(await as("max", "moderator"), it.id, { to: "removed", version: 1, reason: { code: "privacy" } });
    expect((await read()).resolution).toMatchObject({ restsOn: [], gone: 1 });
    expect(JSON.stringify(await read())).not.toContain("secret");
  });
});

describe("a newer resolution", () => {
  test("takes the place of the one that its curator has seen, and of no other", async () => {
    const { as, read, resolve } = await setting();
    await resolve();
    const before = (await read()).resolution?.decision;
    const cora = await as("cora", "curator");
    await expect(resolve({ outcome: "false" }, cora)).rejects.toMatchObject({
      ...{ status: 409, code: "resolution.stale" },
      details: { replaces: before },
    });
    await resolve({ outcome: "false", replaces: before }, cora);
    expect((await read()).resolution?.outcome).toBe("false");
    await expect(resolve({ outcome: "true", replaces: before })).rejects.toMatchObject({ status: 409 });
  });

  test("that says the same again is none", async () => {
    const { db, resolve } = await setting();
    await resolve();
    await resolve();
    expect(await db.select().from(decisions)).toHaveLength(1);
  });

  test("taken back lets the one before stand again, and its own undo too", async () => {
    const { as, carla, read, resolve } = await setting();
    await resolve();
    const first = (await read()).resolution?.decision ?? "";
    await resolve({ outcome: "false", replaces: first });
    const second = (await read()).resolution?.decision ?? "";
    await expect(undoDecision(carla, first)).rejects.toMatchObject({ code: "decision.overtaken" });
    await undoDecision(carla, second);
    expect((await read()).resolution).toMatchObject({ decision: first, outcome: "mostly-true" });
    const cora = await as("cora", "curator");
    await expect(undoDecision(cora, first)).rejects.toMatchObject({ status: 403, code: "decision.anothers" });
    await undoDecision(await as("max", "moderator"), first);
    expect((await read()).resolution).toBeNull();
  });

  test("is not taken back by who has taken a side since", async () => {
    const { carla, water, read, resolve } = await setting();
    await resolve();
    await castVote(carla, water.id, { value: "agree" });
    const id = (await read()).resolution?.decision ?? "";
    await expect(undoDecision(carla, id)).rejects.toMatchObject({ status: 403, code: "claim.voted" });
  });
});

describe("a claim reworded since", () => {
  test("says that its resolution is about another wording; worded as before, it is about this one again", async () => {
    const { as, water, read, resolve } = await setting();
    const max = await as("max", "moderator");
    await resolve();
    await editClaim(max, water.id, { statement: "Water wets", version: 1, reason: "Clearer." });
    expect((await read()).resolution).toMatchObject({ current: false, wording: 1 });
    const { items } = await listClaims(await as(null), { sort: "essay", cursor: null });
    expect(items[0]?.resolution).toEqual({ outcome: "mostly-true", current: false });
    const { items: log } = await publicLog(await as(null), { action: "resolve" });
    expect(log).toMatchObject([{ claim: { statement: "Water wets" }, found: "Water is wet" }]);
    await editClaim(max, water.id, { statement: "Water is wet", version: 2, reason: "As it was." });
    expect((await read()).resolution).toMatchObject({ current: true, wording: 1 });
  });

  test("shows at each of its wordings how it was resolved then", async () => {
    const { as, water, later, read, resolve } = await setting();
    const at = async (number: number) => {
      const view = { sort: "convincing" as const, for: null, against: null, at: number };
      return (await claimPage(await as(null), water.id, view)).claim.resolution;
    };
    const reword = async (version: number) =>
      editClaim(await as("max"), water.id, { statement: `Water wets ${version}`, version, reason: "Clearer." });
    await as("max", "moderator");
    later();
    await reword(1);
    later();
    await resolve({ version: 2 }, await as("carla"));
    later();
    await reword(2);
    later();
    await undoDecision(await as("max"), (await read()).resolution?.decision ?? "");
    later();
    await reword(3);
    expect(await at(1)).toBeNull();
    expect(await at(2)).toMatchObject({ outcome: "mostly-true", current: true });
    expect(await at(3)).toBeNull();
    expect(await at(4)).toBeNull();
  });
});

describe("a prediction whose day has come", () => {
  test("waits for a curator from that day on, the longest due first, until somebody resolves it as it reads", async () => {
    const { as, water, fire, carla, clock } = await setting();
    const max = await as("max", "moderator");
    const predict = ({ id }: { id: string }, resolvesOn: string, version = 1) =>
      editClaim(max, id, { kind: "prediction", resolvesOn, version, reason: "It has a day." });
    const waiting = async (day: string) => {
      clock.now = new Date(`${day}T00:00:00Z`);
      return (await duePredictions(await as("carla"))).map(({ id }) => id);
    };
    await predict(water, "2026-12-02");
    await predict(fire, "2026-12-01");
    expect(await waiting("2026-11-30")).toEqual([]);
    expect(await waiting("2026-12-01")).toEqual([fire.id]);
    expect(await waiting("2026-12-02")).toEqual([fire.id, water.id]);
    await resolveClaim(carla, fire.id, { version: 2, outcome: "false", reasons });
    expect(await waiting("2026-12-03")).toEqual([water.id]);
    await editClaim(max, fire.id, { statement: "Fire stays hot", version: 2, reason: "Clearer." });
    expect(await waiting("2026-12-03")).toEqual([fire.id, water.id]);
    await mergeClaims(max, water.id, { into: fire.id, version: 2, reason: "The same." });
    expect(await waiting("2026-12-03")).toEqual([fire.id]);
  });

  test("is another curator's in another essay, and no member's", async () => {
    const { as, water, carla, clock } = await setting();
    await editClaim(await as("max", "moderator"), water.id, {
      ...{ kind: "prediction", resolvesOn: "2026-12-01", version: 1, reason: "It has a day." },
    });
    clock.now = new Date("2026-12-01T00:00:00Z");
    const looksAfter = async (essay: number) => {
      const ctx = await as("carla");
      return duePredictions({ ...ctx, viewer: carla.viewer && { ...carla.viewer, curates: essay } });
    };
    expect(await looksAfter(water.essay)).toHaveLength(1);
    expect(await looksAfter(water.essay + 1)).toEqual([]);
    await expect(duePredictions(await as("bob"))).rejects.toMatchObject({ status: 403 });
  });
});

describe("a debate that is handed out", () => {
  test.each(["markdown", "csv"] as const)("as %s says how a claim was resolved, and why", async (format) => {
    const { as, resolve } = await setting();
    await resolve();
    let text = "";
    for (const file of await exportAs(await as(null), { essay: "an-essay" }, format)) {
      for await (const piece of file.text) text += piece;
    }
    expect(text.toLowerCase()).toMatch(/mostly.true/);
    expect(text).toContain(reasons);
  });
});
