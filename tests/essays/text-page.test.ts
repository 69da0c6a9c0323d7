import { describe, expect, test } from "vitest";
import { claimById } from "@/lib/claims/queries";
import { mergeClaims, moveClaim } from "@/lib/curation/commands";
import { editText, makeClaim } from "@/lib/essays/commands";
import { essayBySlug } from "@/lib/essays/queries";
import { essayTextPage } from "@/lib/insight/essay-text-page";
import { paths } from "@/lib/paths";
import { castVote } from "@/lib/votes/commands";
import { essayWithClaims } from "../support/debate";
import { bringIn, ownText } from "../support/essays";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const rue = await m.as("Rue", "admin");
  const { slug } = await bringIn(rue);
  const max = await m.as("max", "moderator");
  const make = (exact: string, statement: string) =>
    makeClaim(max, slug, { quote: { exact }, statement, kind: "fact" });
  const page = async () => essayTextPage(await m.as(null), slug);
  return { ...m, rue, max, slug, make, page };
}

describe("an essay's text as it is read", () => {
  test("has each claim at its place with its votes, and its sections by their headings", async () => {
    const { make, page, as, slug } = await setting();
    const lease = await make("A licence is a lease.", "Licences end.");
    const rent = await make("Now we rent it.", "Software is rented.");
    await castVote(await as("ada"), lease.id, { value: "agree" });
    const { essay, text, sections } = await page();
    expect(essay).toMatchObject({ slug, counts: { claims: 2, votes: 1 } });
    expect(sections.map(({ title }) => title)).toEqual(["What it costs", "Who owns it", "What comes"]);
    expect(text.passages.map(({ id, start, end }) => [id, text.text.slice(start, end)])).toEqual([
      [rent.id, "Now we rent it."],
      [lease.id, "A licence is a lease."],
    ]);
    expect(text.passages[1]?.claim).toMatchObject({ id: lease.id, tally: { agree: 1, total: 1 } });
  });

  test("has the passage of a claim that went into another under its own address, with the other's votes", async () => {
    const { make, page, max } = await setting();
    const lease = await make("A licence is a lease.", "Licences end.");
    const rent = await make("Now we rent it.", "Software is rented.");
    await mergeClaims(max, lease.id, { into: rent.id, version: 1, reason: "The same." });
    const { passages } = (await page()).text;
    expect(passages.map(({ id, claim }) => [id, claim.id])).toEqual([
      [rent.id, rent.id],
      [lease.id, rent.id],
    ]);
  });

  test("names what it does not have any more", async () => {
    const { make, page, rue, slug } = await setting();
    const lease = await make("A licence is a lease.", "Licences end.");
    await editText(rue, slug, { body: { markdown: ownText.replace("A licence is a lease. ", "") }, version: 1 });
    const { text } = await page();
    expect(text.passages).toEqual([]);
    expect(text.orphaned).toMatchObject([{ id: lease.id, quote: { exact: "A licence is a lease." } }]);
  });

  test("is led to by its claims and its list, where there is one", async () => {
    const { make, as, db, slug } = await setting();
    const lease = await make("A licence is a lease.", "Licences end.");
    const [moon] = await essayWithClaims(db, ["The moon is near"], "On bodies");
    const stranger = await as(null);
    expect((await claimById(stranger, lease.id)).essay.hasText).toBe(true);
    expect((await claimById(stranger, moon?.id ?? "")).essay.hasText).toBe(false);
    expect((await essayBySlug(stranger, slug)).hasText).toBe(true);
    expect((await essayBySlug(stranger, "on-bodies")).hasText).toBe(false);
    await expect(essayTextPage(stranger, "on-bodies")).rejects.toMatchObject({ status: 404 });
    expect(paths.essayText(slug, lease.id)).toBe(`/essays/${slug}/text#c-${lease.id}`);
  });

  test("has a claim that moved here where its words stand, and is without one that moved away", async () => {
    const { make, page, max, rue, as } = await setting();
    const words = "Those who paid keep the weights. A licence is a lease.";
    const lease = await make(words, "Licences end.");
    const other = await bringIn(rue, "On leasing", `## Leases\n\nSome go on.\n\n## Weights\n\n${words} So be it.`);
    await moveClaim(max, lease.id, { essay: other.slug, version: 1, reason: "It is said there." });
    expect((await page()).text.passages).toEqual([]);
    const there = await essayTextPage(await as(null), other.slug);
    expect(there.text.passages.map(({ id, start, end }) => [id, there.text.text.slice(start, end)])).toEqual([
      [lease.id, words],
    ]);
    expect((await claimById(max, lease.id)).section.title).toBe("Weights");
  });

  test("has no place for a moved claim whose words it doesn't have: that is named at its end", async () => {
    const { make, max, rue, as } = await setting();
    const lease = await make("A licence is a lease.", "Licences end.");
    const other = await bringIn(rue, "On leasing", "Nothing of the kind.");
    await moveClaim(max, lease.id, { essay: other.slug, version: 1, reason: "It is meant there." });
    const { text } = await essayTextPage(await as(null), other.slug);
    expect(text).toMatchObject({ passages: [], orphaned: [{ id: lease.id }] });
    expect((await claimById(max, lease.id)).section.title).toBe("Opening");
  });
});
