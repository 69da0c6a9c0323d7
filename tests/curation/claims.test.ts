import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { claimRevisions, claims, contributions, decisions, voteEvents, votes } from "@/db/schema";
import { claimById, claimRevisionsOf, listClaims } from "@/lib/claims/queries";
import { attach, edit } from "@/lib/contributions/commands";
import type { State } from "@/lib/contributions/contributions";
import { recountClaim } from "@/lib/contributions/recount";
import type { Ctx } from "@/lib/ctx";
import { editClaim, lockClaim, mergeClaims, splitClaim, undoDecision } from "@/lib/curation/commands";
import { essayBySlug } from "@/lib/essays/queries";
import { reindex } from "@/lib/search/indexing";
import { search } from "@/lib/search/queries";
import { castVote, withdrawVote } from "@/lib/votes/commands";
import { recountTally } from "@/lib/votes/recount";
import { voteValues } from "@/lib/votes/votes";
import { contents } from "../support/contents";
import { type ClaimRow, type ContributionRow, contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

const reason = "It was two claims in one.";

async function setting() {
  const m = await moot();
  const made = await essayWithClaims(m.db, ["Water is wet", "Fire is hot", "Ice is cold"], "On elements");
  const [water, fire, ice] = made as [ClaimRow, ClaimRow, ClaimRow];
  const max = await m.as("max", "moderator");
  for (const name of ["ada", "bob", "cleo"]) await m.person(name);
  /** The id of the log's newest row. */
  const latest = async () => (await m.db.select().from(decisions).orderBy(decisions.rowId)).at(-1)?.id ?? "";
  const read = async (claim: { id: string }) => claimById(await m.as(null), claim.id);
  const vote = async (name: string, claim: { id: string }, value: string) =>
    castVote(await m.as(name), claim.id, { value });
  const evidence = (name: string, claim: ClaimRow, more: Parameters<typeof contributionOf>[3] = {}) =>
    m.person(name).then((author) => contributionOf(m.db, claim, author, more));
  return { ...m, water, fire, ice, max, latest, read, vote, evidence };
}

/** What an undo need not put back: the log grows, a history keeps what was, an id is not used again. */
const grows = ["decisions", "moves", "claim_revisions", "claims.version", "vote_events"];

describe("a claim reworded", () => {
  test("keeps its old wording by its number, has a slug by its new one, and says why on the log", async () => {
    const { db, max, water, read, as } = await setting();
    const edited = await editClaim(max, water.id, { statement: "Water is  wet\nto the touch", version: 1, reason });
    expect(edited).toEqual({ id: water.id, slug: "water-is-wet-to-the-touch", version: 2 });
    expect(await read(water)).toMatchObject({ statement: "Water is wet to the touch", kind: "fact", version: 2 });
    expect(await claimRevisionsOf(await as(null), water.id)).toMatchObject([
      { number: 2, statement: "Water is wet to the touch" },
      { number: 1, statement: "Water is wet" },
    ]);
    expect(await db.select().from(decisions)).toMatchObject([
      { action: "edit-claim", claim: water.rowId, from: "1", to: "2", reasonText: reason },
    ]);
    expect((await search(await as(null), { q: "touch" })).items).toMatchObject([{ id: water.id }]);
    expect(max.touched).toContain(`claim:${water.id}`);
  });

  test("to another kind alone is a wording of its own; a prediction has a day, and nothing else has", async () => {
    const { max, water, read } = await setting();
    await expect(editClaim(max, water.id, { resolvesOn: "2027-01-01", version: 1, reason })).rejects.toMatchObject({
      status: 422,
      errors: { resolvesOn: expect.any(String) },
    });
    await editClaim(max, water.id, { kind: "prediction", resolvesOn: "2027-01-01", version: 1, reason });
    expect(await read(water)).toMatchObject({ kind: "prediction", resolvesOn: "2027-01-01", version: 2 });
    await editClaim(max, water.id, { kind: "value", version: 2, reason });
    expect(await read(water)).toMatchObject({ kind: "value", resolvesOn: null, version: 3 });
  });

  test("as it is already stays as it is, without a row on the log", async () => {
    const { db, max, water } = await setting();
    await editClaim(max, water.id, { statement: "Water is wet", version: 7, reason });
    expect(await db.select().from(decisions)).toEqual([]);
    expect(await db.select().from(claimRevisions).where(eq(claimRevisions.claim, water.rowId))).toHaveLength(1);
  });

  test("by two moderators at once is reworded once, and the second is shown the newer wording", async () => {
    const { max, as, water, read } = await setting();
    const mia = await as("mia", "moderator");
    const outcomes = await Promise.allSettled([
      editClaim(max, water.id, { statement: "Water wets", version: 1, reason }),
      editClaim(mia, water.id, { statement: "Water makes wet", version: 1, reason }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(outcomes[1]).toMatchObject({
      reason: { status: 409, code: "claim.stale", details: { version: 2, statement: "Water wets", kind: "fact" } },
    });
    expect((await read(water)).statement).toBe("Water wets");
  });

  test("to what another claim's address says has an address of its own", async () => {
    const { max, water } = await setting();
    expect((await editClaim(max, water.id, { statement: "Fire is hot!", version: 1, reason })).slug).toBe(
      "fire-is-hot-2",
    );
  });

  test.each([
    ["without a reason", { statement: "Wet", version: 1, reason: " " }, "reason"],
    ["to nothing", { statement: " \n", version: 1, reason }, "statement"],
    ["at too great length", { statement: "a".repeat(501), version: 1, reason }, "statement"],
    ["to no kind", { kind: "opinion", version: 1, reason }, "kind"],
    ["to resolve on no day", { kind: "prediction", resolvesOn: "2027-02-30", version: 1, reason }, "resolvesOn"],
    ["without saying what was looked at", { statement: "Wet", reason }, "version"],
  ])("%s is refused at its field", async (_, input, field) => {
    const { max, water } = await setting();
    await expect(editClaim(max, water.id, input)).rejects.toMatchObject({
      status: 422,
      errors: { [field]: expect.any(String) },
    });
  });

  test("is a moderator's doing", async () => {
    const { as, water, fire } = await setting();
    const carla = await as("carla", "curator");
    const refused = { status: 403, code: "policy.role" };
    await expect(editClaim(carla, water.id, { statement: "x", version: 1, reason })).rejects.toMatchObject(refused);
    await expect(mergeClaims(carla, water.id, { into: fire.id, version: 1, reason })).rejects.toMatchObject(refused);
    const split = { statement: "x", kind: "fact", version: 1, reason };
    await expect(splitClaim(carla, water.id, split)).rejects.toMatchObject(refused);
  });

  test("is put back by an undo: wording, address, search, and the votes that were on it", async () => {
    const { db, max, water, latest, vote, read } = await setting();
    await vote("ada", water, "agree");
    const before = await contents(db, { without: grows });
    await editClaim(max, water.id, { statement: "Water is dry", kind: "value", version: 1, reason });
    expect((await read(water)).tally.earlierWording).toBe(1);
    await undoDecision(max, await latest());
    expect(await contents(db, { without: grows })).toEqual(before);
    expect(await read(water)).toMatchObject({ version: 3, statement: "Water is wet", slug: water.slug });
  });

  test("twice is put back twice, the last first", async () => {
    const { max, water, latest, read } = await setting();
    await editClaim(max, water.id, { statement: "Two", version: 1, reason });
    const first = await latest();
    await editClaim(max, water.id, { statement: "Three", version: 2, reason });
    await expect(undoDecision(max, first)).rejects.toMatchObject({ code: "decision.overtaken" });
    await undoDecision(max, await latest());
    expect((await read(water)).statement).toBe("Two");
    await undoDecision(max, first);
    expect(await read(water)).toMatchObject({ statement: "Water is wet", version: 5 });
  });
});

describe("a vote on an earlier wording", () => {
  test("goes on counting, and the tally says how many there are", async () => {
    const { max, water, vote, read } = await setting();
    await vote("ada", water, "agree");
    await vote("bob", water, "disagree");
    await editClaim(max, water.id, { statement: "Water wets", version: 1, reason });
    const { tally } = await vote("cleo", water, "agree");
    expect(tally).toEqual({ agree: 2, unsure: 0, disagree: 1, total: 3, earlierWording: 2 });
    expect((await read(water)).tally).toEqual(tally);
  });

  test("stands for the new one once it is cast again, and the history says so", async () => {
    const { db, max, water, vote } = await setting();
    await vote("ada", water, "agree");
    await editClaim(max, water.id, { statement: "Water wets", version: 1, reason });
    const { tally } = await vote("ada", water, "agree");
    expect(tally).toEqual({ agree: 1, unsure: 0, disagree: 0, total: 1 });
    expect(await db.select().from(votes)).toMatchObject([{ value: "agree", wording: 2 }]);
    expect(await db.select().from(voteEvents)).toMatchObject([
      { from: null, to: "agree" },
      { from: "agree", to: "agree" },
    ]);
    await vote("ada", water, "agree");
    expect(await db.select().from(voteEvents)).toHaveLength(2);
  });

  test("is no longer one when the claim is worded as it was", async () => {
    const { max, water, vote, read } = await setting();
    await vote("ada", water, "agree");
    await editClaim(max, water.id, { statement: "Water wets", version: 1, reason });
    await vote("bob", water, "agree");
    await editClaim(max, water.id, { statement: "Water is wet", version: 2, reason });
    expect((await read(water)).tally).toMatchObject({ total: 2, earlierWording: 1 });
    expect((await vote("bob", water, "agree")).tally.earlierWording).toBeUndefined();
  });

  test("can be taken back", async () => {
    const { max, water, vote, as } = await setting();
    await vote("ada", water, "agree");
    await editClaim(max, water.id, { statement: "Water wets", version: 1, reason });
    expect((await withdrawVote(await as("ada"), water.id)).tally).toEqual({
      agree: 0,
      unsure: 0,
      disagree: 0,
      total: 0,
    });
  });
});

describe("a claim that went into another", () => {
  const merge = (max: Ctx, water: ClaimRow, into: string) => mergeClaims(max, water.id, { into, version: 1, reason });

  test("takes along what is attached to it and a vote a person; its passage stands on the other", async () => {
    const { db, max, water, fire, vote, evidence, read } = await setting();
    const it = await evidence("ada", water);
    const rebuttal = await evidence("bob", water, { kind: "rebuttal", parent: it });
    await evidence("cleo", fire);
    await vote("ada", water, "agree");
    await vote("bob", water, "agree");
    await vote("bob", fire, "disagree");
    expect(await merge(max, water, `https://moot.example/c/${fire.id}/fire-is-hot?sort=newest`)).toEqual({
      id: water.id,
      into: { id: fire.id, slug: "fire-is-hot", statement: "Fire is hot" },
    });
    const now = await read(fire);
    expect(now.counts).toEqual({ supporting: 2, contradicting: 0, rebuttals: 1 });
    expect(now.tally).toEqual({ agree: 1, unsure: 0, disagree: 1, total: 2, earlierWording: 1 });
    expect(now.alsoStated).toMatchObject([
      { id: water.id, quote: { exact: water.quoteExact }, section: { title: "One" } },
    ]);
    const moved = await db.select().from(contributions).where(eq(contributions.claim, fire.rowId));
    expect(moved.map(({ id }) => id)).toEqual(expect.arrayContaining([it.id, rebuttal.id]));
    expect(await read(water)).toMatchObject({ mergedInto: { id: fire.id }, counts: { supporting: 0 } });
    expect(await db.select().from(decisions)).toMatchObject([
      { action: "merge-claim", claim: water.rowId, intoClaim: fire.rowId, reasonText: reason },
    ]);
  });

  test("is passed over by lists, counts and search", async () => {
    const { as, max, water, fire, vote } = await setting();
    await vote("ada", water, "agree");
    await merge(max, water, fire.id);
    const stranger = await as(null);
    const { items } = await listClaims(stranger, { sort: "essay", cursor: null });
    expect(items.map(({ statement }) => statement)).toEqual(["Fire is hot", "Ice is cold"]);
    expect((await essayBySlug(stranger, "on-elements")).counts).toMatchObject({ claims: 2, votes: 1 });
    expect((await search(stranger, { q: "wet" })).items).toEqual([]);
  });

  test("takes no votes any more, but what somebody still writes for it lands on the other", async () => {
    const { db, as, max, water, fire, vote } = await setting();
    await vote("ada", water, "disagree");
    await merge(max, water, fire.id);
    const before = await contents(db);
    const merged = {
      status: 409,
      code: "claim.merged",
      details: { into: { id: fire.id, url: `/c/${fire.id}/fire-is-hot` } },
    };
    await expect(vote("ada", water, "agree")).rejects.toMatchObject(merged);
    await expect(vote("bob", water, "agree")).rejects.toMatchObject(merged);
    await expect(withdrawVote(await as("ada"), water.id)).rejects.toMatchObject(merged);
    // Its own votes stay with it, for an undo.
    expect(await contents(db)).toEqual(before);
    const written = await attach(await as("ada"), water.id, { kind: "rebuttal", body: { markdown: "Not at all." } });
    expect(written.url).toBe(`/r/${written.id}`);
    await expect(editClaim(max, water.id, { statement: "x", version: 1, reason })).rejects.toMatchObject({
      code: "claim.merged",
    });
    await expect(lockClaim(max, water.id, { lock: "hold-new", reason: "x" })).rejects.toMatchObject({
      code: "claim.merged",
    });
  });

  test("along a chain leads to its end, and each link can be undone, the last first", async () => {
    const { db, max, water, fire, ice, latest, read, vote, evidence } = await setting();
    await vote("ada", water, "agree");
    await evidence("bob", water);
    const before = await contents(db, { without: grows });
    await merge(max, water, fire.id);
    const first = await latest();
    await merge(max, fire, ice.id);
    expect((await read(water)).mergedInto).toMatchObject({ id: ice.id });
    expect((await read(ice)).alsoStated.map(({ id }) => id)).toEqual([water.id, fire.id]);
    await expect(undoDecision(max, first)).rejects.toMatchObject({ code: "decision.built_upon" });
    await undoDecision(max, await latest());
    expect((await read(water)).mergedInto).toMatchObject({ id: fire.id });
    await undoDecision(max, first);
    expect(await contents(db, { without: grows })).toEqual(before);
  });

  test("comes back with what answers it since, and leaves behind who voted on the other since", async () => {
    const { as, max, water, fire, latest, read, vote, evidence } = await setting();
    const it = await evidence("ada", water);
    await vote("ada", water, "agree");
    await vote("bob", water, "agree");
    await merge(max, water, fire.id);
    const id = await latest();
    await vote("ada", fire, "unsure");
    const body = { markdown: "Not so." };
    await attach(await as("cleo"), fire.id, { kind: "rebuttal", parent: it.id, body });
    await attach(await as("bob"), fire.id, { kind: "rebuttal", body });
    await undoDecision(max, id);
    expect(await read(water)).toMatchObject({ counts: { supporting: 1, rebuttals: 1 }, tally: { agree: 2, total: 2 } });
    expect(await read(fire)).toMatchObject({ counts: { rebuttals: 1 }, tally: { unsure: 1, total: 1 } });
  });

  test("keeps its pins for an undo: the other has its own", async () => {
    const { db, max, water, fire, latest, evidence } = await setting();
    const it = await evidence("ada", water);
    await db.write((tx) =>
      tx
        .update(contributions)
        .set({ pinnedAt: new Date(0) })
        .where(eq(contributions.id, it.id)),
    );
    const before = await contents(db, { without: grows });
    await merge(max, water, fire.id);
    expect(await db.select().from(contributions)).toMatchObject([{ pinnedAt: null }]);
    await undoDecision(max, await latest());
    expect(await contents(db, { without: grows })).toEqual(before);
  });

  test("twice is merged once; into itself, into nothing, or as it no longer reads, not at all", async () => {
    const { db, max, water, fire } = await setting();
    await expect(merge(max, water, water.id)).rejects.toMatchObject({ errors: { into: expect.any(String) } });
    await expect(merge(max, water, "nosuchone")).rejects.toMatchObject({ errors: { into: expect.any(String) } });
    await expect(merge(max, water, "What?")).rejects.toMatchObject({ errors: { into: expect.any(String) } });
    await editClaim(max, fire.id, { statement: "Fire warms", version: 1, reason });
    await expect(
      mergeClaims(max, water.id, { into: fire.id, version: 1, intoVersion: 1, reason }),
    ).rejects.toMatchObject({ status: 409, details: { claim: fire.id, version: 2 } });
    await merge(max, water, fire.id);
    await merge(max, water, fire.id);
    expect(await db.select().from(decisions)).toHaveLength(2);
  });
});

describe("a claim split", () => {
  const part = { statement: "Rain is wet", kind: "fact", version: 1, reason };

  test("stands right after the old one with what was chosen and what answers it; votes stay", async () => {
    const { db, max, water, fire, vote, evidence, read, as } = await setting();
    const goes = await evidence("ada", water);
    await evidence("bob", water, { kind: "rebuttal", parent: goes });
    await evidence("cleo", water);
    await vote("ada", water, "agree");
    const made = await splitClaim(max, water.id, { ...part, contributions: [goes.id] });
    const { items } = await listClaims(await as(null), { sort: "essay", cursor: null });
    expect(items.map(({ statement }) => statement)).toEqual([
      "Water is wet",
      "Rain is wet",
      "Fire is hot",
      "Ice is cold",
    ]);
    expect(await read(made)).toMatchObject({
      counts: { supporting: 1, rebuttals: 1 },
      tally: { total: 0 },
      quote: { exact: water.quoteExact },
      splitFrom: { id: water.id },
    });
    expect(await read(water)).toMatchObject({
      counts: { supporting: 1, rebuttals: 0 },
      tally: { total: 1 },
      splitInto: [{ id: made.id }],
    });
    expect(await db.select().from(decisions)).toMatchObject([{ action: "split-claim", claim: water.rowId }]);
    expect(max.touched).toContain(`claim:${made.id}`);
    expect((await read(fire)).position).toBe(3);
  });

  test("takes an answer along that somebody was writing meanwhile", async () => {
    const { as, max, water, fire, evidence, read } = await setting();
    const goes = await evidence("ada", water);
    const made = await splitClaim(max, water.id, { ...part, contributions: [goes.id] });
    const answer = { kind: "rebuttal", parent: goes.id, body: { markdown: "Not so." } };
    await attach(await as("bob"), water.id, answer);
    expect((await read(made)).counts.rebuttals).toBe(1);
    await expect(attach(await as("bob"), fire.id, answer)).rejects.toMatchObject({ code: "parent.on_another_claim" });
  });

  test("can be reworded at once, in a decision of its own", async () => {
    const { db, max, water, vote, read } = await setting();
    await vote("ada", water, "agree");
    await splitClaim(max, water.id, { ...part, rest: { statement: "Lakes are wet" } });
    expect(await read(water)).toMatchObject({ statement: "Lakes are wet", version: 2, tally: { earlierWording: 1 } });
    expect(await db.select().from(decisions)).toMatchObject([{ action: "edit-claim" }, { action: "split-claim" }]);
  });

  test("takes for its passage words that stand in the old one's", async () => {
    const { max, water, fire, read } = await setting();
    const made = await splitClaim(max, water.id, { ...part, quote: "passage\n of" });
    expect((await read(made)).quote).toEqual({ exact: "passage of", prefix: "The ", suffix: " claim 1" });
    await expect(splitClaim(max, fire.id, { ...part, quote: "no such words" })).rejects.toMatchObject({
      errors: { quote: expect.any(String) },
    });
  });

  test("twice is split once; what is attached elsewhere or answers something else can't be chosen", async () => {
    const { db, max, water, fire, evidence } = await setting();
    const elsewhere = await evidence("ada", fire);
    const answer = await evidence("bob", water, { parent: await evidence("ada", water) });
    for (const id of [elsewhere.id, answer.id, "nosuchone"]) {
      await expect(splitClaim(max, water.id, { ...part, contributions: [id] })).rejects.toMatchObject({
        errors: { contributions: expect.any(String) },
      });
    }
    await expect(splitClaim(max, water.id, { ...part, statement: "Water is wet" })).rejects.toMatchObject({
      errors: { statement: expect.any(String) },
    });
    const made = await splitClaim(max, water.id, part);
    expect(await splitClaim(max, water.id, part)).toEqual(made);
    expect(await db.select().from(claims)).toHaveLength(4);
  });

  test("is put back by an undo, and the new address leads to the old claim", async () => {
    const { db, max, water, latest, evidence, read, as } = await setting();
    const goes = await evidence("ada", water);
    await evidence("bob", water, { kind: "rebuttal", parent: goes });
    const before = await contents(db, { without: grows });
    const made = await splitClaim(max, water.id, { ...part, contributions: [goes.id] });
    await undoDecision(max, await latest());
    const after = await contents(db, { without: grows });
    const left = after.claims?.pop();
    expect(left).toContain(made.id);
    expect(after).toEqual(before);
    expect(await read(made)).toMatchObject({ mergedInto: { id: water.id } });
    expect(await read(water)).toMatchObject({ splitInto: [], alsoStated: [] });
    const { items } = await listClaims(await as(null), { sort: "essay", cursor: null });
    expect(items.map(({ position: _, ...claim }: { position?: number; statement: string }) => claim.statement)).toEqual(
      ["Water is wet", "Fire is hot", "Ice is cold"],
    );
  });
});

describe("whatever people have said about three claims", () => {
  const names = ["ada", "bob", "cleo"] as const;
  const which = fc.nat({ max: 2 });
  const vote = fc.record({
    do: fc.constant("vote" as const),
    who: fc.constantFrom(...names),
    which,
    value: fc.constantFrom(...voteValues),
  });
  const state = fc.constantFrom("unreviewed", "accepted", "rejected", "held", "withdrawn", "needs-source");
  const attached = fc.record({
    do: fc.constant("attach" as const),
    who: fc.constantFrom(...names),
    which,
    state,
    pinned: fc.boolean(),
    answers: fc.option(fc.nat({ max: 20 }), { nil: null }),
  });
  const change = fc.record({
    do: fc.constantFrom("merge" as const, "split" as const, "edit" as const),
    which,
    other: which,
  });
  const steps = fc.record({
    said: fc.array(fc.oneof(vote, attached), { maxLength: 12 }),
    changes: fc.array(change, { minLength: 1, maxLength: 5 }),
  });

  test("the undo of all that moderators did, the last first, puts everything back, and counts are right all along", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async ({ said, changes }) => {
        const { db, max, water, fire, ice, latest, vote, evidence, read } = await setting();
        const three = [water, fire, ice];
        const made: { row: ContributionRow; claim: ClaimRow; pinned: boolean }[] = [];
        for (const step of said) {
          const claim = three[step.which] as ClaimRow;
          if (step.do === "vote") await vote(step.who, claim, step.value);
          else {
            const above = step.answers === null ? undefined : made[step.answers];
            const parent = above?.claim === claim ? { parent: above.row } : {};
            const row = await evidence(step.who, claim, { state: step.state as State, ...parent });
            if (step.pinned && made.filter((one) => one.pinned && one.claim === claim).length < 2) {
              const pin = { pinnedAt: new Date(row.rowId) };
              await db.write((tx) => tx.update(contributions).set(pin).where(eq(contributions.id, row.id)));
            }
            made.push({ row, claim, pinned: step.pinned });
          }
        }
        const before = await contents(db, { without: grows });
        const done: string[] = [];
        for (const [i, { do: verb, which, other }] of changes.entries()) {
          const [claim, into] = [three[which] as ClaimRow, three[other] as ClaimRow];
          const now = await read(claim);
          if (now.mergedInto || (verb === "merge" && (claim === into || (await read(into)).mergedInto))) continue;
          const common = { version: now.version, reason };
          if (verb === "merge") await mergeClaims(max, claim.id, { into: into.id, ...common });
          else if (verb === "edit") await editClaim(max, claim.id, { statement: `Reworded ${i}`, ...common });
          else {
            const on = await db.select().from(contributions).where(eq(contributions.claim, claim.rowId));
            const chosen = on.filter(({ parent }) => parent === null).slice(0, 2);
            const ids = chosen.map(({ id }) => id);
            await splitClaim(max, claim.id, { statement: `Split ${i}`, kind: "fact", contributions: ids, ...common });
          }
          done.push(await latest());
          await countsAreRight(db);
        }
        for (const id of done.reverse()) {
          await undoDecision(max, id);
          await countsAreRight(db);
        }
        const after = await contents(db, { without: grows });
        // The claims whose splits were undone stay, out of every list, for their addresses to lead on.
        after.claims = after.claims?.slice(0, three.length) ?? [];
        expect(after).toEqual(before);
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  /** Counting and indexing all anew changes nothing; nothing leads to what doesn't stand; no answer is on another claim. */
  async function countsAreRight(db: Database) {
    const kept = await contents(db);
    await db.write(async (tx) => {
      for (const { rowId } of await tx.select({ rowId: claims.rowId }).from(claims)) {
        await recountTally(tx, rowId);
        await recountClaim(tx, rowId);
      }
    });
    await reindex(db);
    expect(await contents(db)).toEqual(kept);
    const { rows } = await db.clients.reader.execute(`
      select 1 from claims c join claims i on i.row_id = c.merged_into where i.merged_into is not null
      union all select 1 from contributions c join contributions p on p.row_id = c.parent where p.claim <> c.claim
      union all select 1 from queue_entries q join contributions c on c.row_id = q.contribution where q.claim <> c.claim
      union all select 1 from contributions c join claims k on k.row_id = c.claim where k.merged_into is not null`);
    expect(rows).toEqual([]);
  }
});

describe("a crash in the middle", () => {
  test.each([
    ["decisions", "a log row that could not be written"],
    ["moves", "a move that could not be noted"],
    ["search_index_docsize", "search that could not be brought up to date"],
  ])("of a merge, a split or a rewording leaves everything as it was: %s", async (table) => {
    const { db, max, water, fire, vote, evidence } = await setting();
    const it = await evidence("ada", water);
    await vote("ada", water, "agree");
    await vote("ada", fire, "agree");
    const verb = table === "search_index_docsize" ? "delete" : "insert";
    const before = await contents(db);
    await db.write((tx) =>
      tx.run(`create trigger crash before ${verb} on ${table} begin select raise(abort, 'the power went'); end`),
    );
    const changes = {
      merge: () => mergeClaims(max, water.id, { into: fire.id, version: 1, reason }),
      split: () =>
        splitClaim(max, water.id, {
          ...{ statement: "Rain is wet", kind: "fact", rest: { statement: "Lakes are wet" } },
          ...{ contributions: [it.id], version: 1, reason },
        }),
      edit: () => editClaim(max, water.id, { statement: "Wet", version: 1, reason }),
    };
    for (const [name, change] of Object.entries(changes)) {
      if (table === "moves" && name === "edit") continue;
      await expect(change(), name).rejects.toThrow();
      expect(await contents(db), name).toEqual(before);
    }
  });
});

describe("a lock for curators only", () => {
  test("keeps authors from changing what they attached, until it ends", async () => {
    const { as, max, water, evidence, clock } = await setting();
    const it = await evidence("ada", water, { kind: "rebuttal" });
    await lockClaim(max, water.id, { lock: "curators-only", reason: "A quarrel.", until: "2026-11-05" });
    const change = { version: 1, body: { markdown: "And another thing." } };
    await expect(edit(await as("ada"), it.id, change)).rejects.toMatchObject({ status: 403, code: "claim.locked" });
    clock.now = new Date("2026-11-06T00:00:00Z");
    expect(await edit(await as("ada"), it.id, change)).toMatchObject({ revision: 2 });
  });
});
