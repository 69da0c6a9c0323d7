import { expect, test } from "vitest";
import { decisions } from "@/db/schema";
import { attach, edit, withdraw } from "@/lib/contributions/commands";
import { permalink, revisionsOf } from "@/lib/contributions/queries";
import { decide } from "@/lib/curation/commands";
import { search } from "@/lib/search/queries";
import { aClaim } from "../support/debate";
import { moot } from "../support/moot";

const evidence = {
  kind: "evidence",
  stance: "supports",
  body: { markdown: "An aardvark of a study." },
  source: { url: "https://a.org/x", title: "X" },
};
const changed = {
  ...evidence,
  body: { markdown: "A badger of a study." },
  source: { url: "https://b.org/y", title: "Y" },
};

async function adasEvidence() {
  const m = await moot();
  const claim = await aClaim(m);
  const { id } = await attach(await m.as("ada"), claim.id, evidence);
  return { m, claim, id };
}

test("Ada's new wording stands, and both wordings are in the history with who and when", async () => {
  const { m, id } = await adasEvidence();
  expect(await edit(await m.as("ada"), id, { ...changed, version: 1 })).toEqual({ version: 2, revision: 2 });
  const { contribution } = await permalink(await m.as(null), id);
  expect(contribution).toMatchObject({ revision: 2, source: { title: "Y" } });
  const history = await revisionsOf(await m.as(null), id);
  expect(history.map(({ number, text, by }) => [number, text, by.name])).toEqual([
    [2, "A badger of a study.", "ada"],
    [1, "An aardvark of a study.", "ada"],
  ]);
});

test("search finds the new wording and no longer the old one", async () => {
  const { m, id } = await adasEvidence();
  await edit(await m.as("ada"), id, { ...changed, version: 1 });
  const found = async (q: string) => (await search(await m.as(null), { q })).items.length;
  expect(await found("badger")).toBe(1);
  expect(await found("aardvark")).toBe(0);
});

test("an edit of a version that is not the newest is refused and says which is", async () => {
  const { m, id } = await adasEvidence();
  const ada = await m.as("ada");
  await edit(ada, id, { ...changed, version: 1 });
  await expect(edit(ada, id, { ...evidence, version: 1 })).rejects.toMatchObject({
    status: 409,
    code: "contribution.stale",
    details: { version: 2 },
  });
});

test("nobody edits or withdraws what another wrote, whatever their role", async () => {
  const { m, id } = await adasEvidence();
  for (const [name, role] of [
    ["bob", "member"],
    ["root", "admin"],
  ] as const) {
    const ctx = await m.as(name, role);
    await expect(edit(ctx, id, { ...changed, version: 1 })).rejects.toMatchObject({ code: "contribution.not_own" });
    await expect(withdraw(ctx, id)).rejects.toMatchObject({ code: "contribution.not_own" });
  }
});

test("what a curator accepted comes back as unreviewed when its words change, and the log says so", async () => {
  const { m, id } = await adasEvidence();
  await decide(await m.as("cleo", "curator"), id, { to: "accepted", version: 1, reason: {} });
  await edit(await m.as("ada"), id, { ...changed, version: 2 });
  expect((await permalink(await m.as(null), id)).contribution.state).toBe("unreviewed");
  const log = await m.db.select().from(decisions);
  expect(log.at(-1)).toMatchObject({ action: "resubmit", from: "accepted", to: "unreviewed" });
});

test("Ada withdraws: no words of hers are left to read, and she can't edit it any more", async () => {
  const { m, id } = await adasEvidence();
  const ada = await m.as("ada");
  await withdraw(ada, id);
  await withdraw(ada, id);
  const { contribution } = await permalink(await m.as(null), id);
  expect(contribution).toMatchObject({ state: "withdrawn", body: null, source: null });
  expect(await revisionsOf(await m.as(null), id)).toEqual([]);
  expect((await search(await m.as(null), { q: "aardvark" })).items).toEqual([]);
  await expect(edit(ada, id, { ...changed, version: 2 })).rejects.toMatchObject({ status: 403 });
  expect(await m.db.select().from(decisions)).toHaveLength(1);
});
