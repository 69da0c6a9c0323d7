import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { contributions } from "@/db/schema";
import { likelyDuplicates, whyNotMerge } from "@/lib/curation/queries";
import { type ContributionRow, contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [claim, other] = await essayWithClaims(m.db, ["Water is wet", "Fire is hot"]);
  if (!claim || !other) throw new Error("no claims");
  const source = (row: ContributionRow, key: string) =>
    m.db.write((tx) =>
      tx
        .update(contributions)
        .set({ sourceKey: key, sourceDomain: key.split("/")[0] })
        .where(eq(contributions.rowId, row.rowId)),
    );
  return { ...m, claim, other, source, ada: await m.person("ada"), carla: await m.as("carla", "curator") };
}

test("what it may duplicate comes with why: the same source before the same site, and much the same words", async () => {
  const { db, claim, other, ada, carla, source } = await setting();
  const text = "Hydrogen bonds make molecules adhere to surfaces.";
  const it = await contributionOf(db, claim, ada, { text });
  await source(it, "nature.example/a");
  const both = await contributionOf(db, claim, ada, { text: "Molecules adhere by hydrogen bonds to most surfaces." });
  await source(both, "nature.example/a");
  const site = await contributionOf(db, claim, ada, { text: "Nothing alike." });
  await source(site, "nature.example/b");
  const words = await contributionOf(db, claim, ada, { text: "It is hydrogen that makes molecules stick." });
  await contributionOf(db, claim, ada, { text: "Quite another matter." });
  // Alike, but not to be merged into.
  await contributionOf(db, other, ada, { text });
  await contributionOf(db, claim, ada, { text, stance: "contradicts" });
  await contributionOf(db, claim, ada, { text, kind: "rebuttal" });
  await contributionOf(db, claim, ada, { text, state: "rejected" });
  const found = await likelyDuplicates(carla, it.id);
  expect(found.map(({ contribution, alike }) => [contribution.id, alike.join(" ")])).toEqual([
    [both.id, "source words"],
    [words.id, "words"],
    [site.id, "domain"],
  ]);
});

test("they are for curators, and a text of any script or none finds or finds nothing", async () => {
  const { db, as, claim, ada, carla } = await setting();
  const it = await contributionOf(db, claim, ada, { text: "«»" });
  expect(await likelyDuplicates(carla, it.id)).toEqual([]);
  await expect(likelyDuplicates(await as("bob"), it.id)).rejects.toMatchObject({ status: 403 });
  const russian = await contributionOf(db, claim, ada, { text: "Водородные связи держат молекулы" });
  const same = await contributionOf(db, claim, ada, {
    text: "Молекулы держатся водородными связями, водородные связи.",
  });
  expect((await likelyDuplicates(carla, russian.id)).map(({ contribution }) => contribution.id)).toEqual([same.id]);
});

test("what stands against a merge is said before it is tried", async () => {
  const { db, claim, other, ada, carla } = await setting();
  const it = await contributionOf(db, claim, ada);
  const twin = await contributionOf(db, claim, ada);
  const elsewhere = await contributionOf(db, other, ada);
  const gone = await contributionOf(db, claim, ada, { state: "withdrawn" });
  expect(await whyNotMerge(carla, it.id, twin.id)).toBeUndefined();
  expect(await whyNotMerge(carla, it.id, elsewhere.id)).toMatchObject({ code: "merge.other_claim" });
  expect(await whyNotMerge(carla, gone.id, twin.id)).toMatchObject({ code: "merge.not_this" });
});
