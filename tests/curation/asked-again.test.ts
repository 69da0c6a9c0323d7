import { describe, expect, test } from "vitest";
import { decisions, voteEvents } from "@/db/schema";
import { editClaim, mergeClaims, undoDecision } from "@/lib/curation/commands";
import { claimDesk, inbox, mergePreview, unreadCount } from "@/lib/curation/queries";
import { claimHistoryPage } from "@/lib/insight/claim-history-page";
import { claimPage } from "@/lib/insight/claim-page";
import { castVote } from "@/lib/votes/commands";
import { viewerLayer } from "@/lib/web/viewer-layer";
import { claimView } from "@/lib/web/views";
import { type ClaimRow, contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

const reason = "Clearer words.";

async function setting() {
  const m = await moot();
  const [water, fire] = (await essayWithClaims(m.db, ["Water is wet", "Fire is hot"])) as [ClaimRow, ClaimRow];
  const max = await m.as("max", "moderator");
  await castVote(await m.as("ada"), water.id, { value: "agree" });
  const reword = () => editClaim(max, water.id, { statement: "Water is damp", kind: "value", version: 1, reason });
  const layer = async (name: string, claim = water) => viewerLayer(await m.as(name), `/c/${claim.id}/x`);
  const latest = async () => (await m.db.select().from(decisions).orderBy(decisions.rowId)).at(-1)?.id ?? "";
  return { ...m, water, fire, max, reword, layer, latest };
}

describe("somebody who voted on an earlier wording", () => {
  test("is shown on the page what changed, until they vote again", async () => {
    const { as, water, reword, layer } = await setting();
    expect(await layer("ada")).toMatchObject({ askedAgain: null });
    await reword();
    expect(await layer("ada")).toMatchObject({
      votes: { [water.id]: "agree" },
      tally: { total: 1, earlierWording: 1 },
      askedAgain: {
        vote: "agree",
        because: "reworded",
        before: { statement: "Water is wet", kind: "fact", resolvesOn: null },
        now: { statement: "Water is damp", kind: "value", resolvesOn: null },
        difference: [
          { type: "same", text: "Water is " },
          { type: "removed", text: "wet" },
          { type: "added", text: "damp" },
        ],
      },
    });
    expect(await layer("bob")).toMatchObject({ askedAgain: null });
    await castVote(await as("ada"), water.id, { value: "disagree" });
    expect(await layer("ada")).toMatchObject({ askedAgain: null });
  });

  test("says the same again, and it counts for the wording that there is now", async () => {
    const { db, as, water, reword, layer } = await setting();
    await reword();
    const ada = await as("ada");
    expect(await castVote(ada, water.id, { value: "agree" })).toEqual({
      vote: "agree",
      tally: { agree: 1, unsure: 0, disagree: 0, total: 1 },
    });
    expect(await layer("ada")).toMatchObject({ askedAgain: null });
    expect((await db.select().from(voteEvents)).map(({ from, to }) => [from, to])).toEqual([
      [null, "agree"],
      ["agree", "agree"],
    ]);
  });

  test("is told in the inbox, once a claim, until they vote again or it is put back", async () => {
    const { as, clock, water, max, reword, latest } = await setting();
    await reword();
    await editClaim(max, water.id, { statement: "Water wets", version: 2, reason });
    const ada = await as("ada");
    const { items } = await inbox(ada);
    expect(items).toMatchObject([
      {
        type: "vote",
        at: clock.now,
        isNew: true,
        claim: { id: water.id },
        asked: { before: { statement: "Water is wet" } },
      },
    ]);
    expect(await unreadCount(ada)).toBe(1);
    expect((await inbox(await as("bob"))).items).toEqual([]);
    await undoDecision(max, await latest());
    expect((await inbox(ada)).items).toHaveLength(1);
    await castVote(ada, water.id, { value: "agree" });
    expect((await inbox(ada)).items).toEqual([]);
  });

  test("of a claim that went into another is asked about that one", async () => {
    const { as, water, fire, max, layer, latest } = await setting();
    await mergeClaims(max, water.id, { into: fire.id, version: 1, reason });
    const asked = {
      vote: "agree",
      because: "merged",
      before: { statement: "Water is wet" },
      now: { statement: "Fire is hot" },
    };
    expect(await layer("ada", fire)).toMatchObject({ votes: { [fire.id]: "agree" }, askedAgain: asked });
    expect((await inbox(await as("ada"))).items).toMatchObject([{ type: "vote", claim: { id: fire.id }, asked }]);
    await undoDecision(max, await latest());
    expect(await layer("ada", fire)).toMatchObject({ votes: {}, askedAgain: null });
    expect((await inbox(await as("ada"))).items).toEqual([]);
  });
});

describe("an old wording", () => {
  test("can be read at its address, with when it stood; a number that there never was is not found", async () => {
    const { as, clock, water, reword } = await setting();
    await reword();
    const read = async (view: string) => claimPage(await as(null), water.id, claimView(view));
    expect(await read("at=1")).toMatchObject({
      claim: { statement: "Water is damp" },
      earlier: { number: 1, statement: "Water is wet", kind: "fact", until: clock.now },
    });
    expect((await read("at=2")).earlier).toBeNull();
    expect((await read("all")).earlier).toBeNull();
    expect((await read("at=none")).earlier).toBeNull();
    await expect(read("at=3")).rejects.toMatchObject({ status: 404 });
  });

  test("stands in the history with what was changed", async () => {
    const { as, water, reword } = await setting();
    await reword();
    const { wordings } = await claimHistoryPage(await as(null), water.id);
    expect(wordings).toMatchObject([
      { number: 2, isFirst: false, kind: "value", before: { kind: "fact" } },
      { number: 1, isFirst: true, before: null },
    ]);
    expect(wordings[0]?.segments.map(({ type }) => type)).toEqual(["same", "removed", "added"]);
  });

  test("of a claim that went into another leads to that one's page", async () => {
    const { as, water, fire, max } = await setting();
    await mergeClaims(max, water.id, { into: fire.id, version: 1, reason });
    expect((await claimPage(await as(null), water.id, claimView("all"))).claim.id).toBe(fire.id);
    expect((await claimHistoryPage(await as(null), water.id)).claim.id).toBe(fire.id);
  });
});

describe("a moderator's desk for a claim", () => {
  test("has what can go along with a split, and the decisions about the claim itself", async () => {
    const { db, as, person, water, fire, max, reword } = await setting();
    const ada = await person("ada");
    const it = await contributionOf(db, water, ada, { text: "It was wet.", source: { title: "On water" } });
    await contributionOf(db, water, ada, { parent: it });
    await reword();
    await mergeClaims(max, fire.id, { into: water.id, version: 1, reason });
    const desk = await claimDesk(max, water.id);
    expect(desk.choosable).toMatchObject([{ id: it.id, text: "It was wet.", sourceTitle: "On water", answers: 1 }]);
    expect(desk.decisions.map(({ action }) => action)).toEqual(["merge-claim", "edit-claim"]);
    expect(desk.more).toBe(false);
    // A curator comes to resolve it, and changes nothing of it; a member has nothing to do there.
    expect(await claimDesk(await as("carla", "curator"), water.id)).toMatchObject({ mayChange: false });
    await expect(claimDesk(await as("ada"), water.id)).rejects.toMatchObject({ status: 403 });
  });

  test("shows what a merge would do before it is done", async () => {
    const { db, as, person, water, fire, max } = await setting();
    const ada = await person("ada");
    for (const claim of [water, fire]) await contributionOf(db, claim, ada, { source: { url: "https://a.example/" } });
    await castVote(await as("bob"), water.id, { value: "agree" });
    await castVote(await as("bob"), fire.id, { value: "agree" });
    expect(await mergePreview(max, water.id, fire.id)).toMatchObject({
      into: { id: fire.id },
      contributions: 1,
      votes: { carried: 1, both: 1 },
      pins: 0,
    });
    await expect(mergePreview(await as("bob"), water.id, fire.id)).rejects.toMatchObject({ status: 403 });
  });
});
