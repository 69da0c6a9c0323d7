import { describe, expect, test } from "vitest";
import { claimById, listClaims } from "@/lib/claims/queries";
import type { Ctx } from "@/lib/ctx";
import { splitClaim, undoDecision } from "@/lib/curation/commands";
import { publicLog } from "@/lib/curation/queries/log";
import { editText, makeClaim } from "@/lib/essays/commands";
import { essayBySlug } from "@/lib/essays/queries";
import { essayText } from "@/lib/essays/text-queries";
import { search } from "@/lib/search/queries";
import { castVote } from "@/lib/votes/commands";
import { bringIn } from "../support/essays";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const max = await m.as("max", "moderator");
  const { slug } = await bringIn(max);
  const claimOf = (exact: string, more: Record<string, unknown> = {}) =>
    makeClaim(max, slug, { statement: `${exact} So it says.`, kind: "fact", quote: { exact }, ...more });
  return { ...m, max, slug, claimOf };
}

const inOrder = async (ctx: Ctx, essay: string) => {
  const { items } = await listClaims(ctx, { essay, sort: "essay", cursor: null });
  return items.map(({ statement, section }) => `${section}: ${statement.replace(" So it says.", "")}`);
};

describe("A moderator makes a claim of a passage", () => {
  test("and it stands in its place in reading order, in the section of its heading", async () => {
    const { max, slug, claimOf } = await setting();
    await claimOf("A licence is a lease.");
    await claimOf("By 2030 nobody will call it open.");
    await claimOf("Now we rent it.");
    await claimOf("Training a model takes a power station.");
    await claimOf("Those who paid keep the weights.");
    const { sections } = await essayBySlug(max, slug);
    expect(sections.map(({ title }) => title)).toEqual(["Opening", "What it costs", "Who owns it", "What comes"]);
    expect(await inOrder(max, slug)).toEqual([
      "0: Now we rent it.",
      "1: Training a model takes a power station.",
      "2: Those who paid keep the weights.",
      "2: A licence is a lease.",
      "3: By 2030 nobody will call it open.",
    ]);
    const { passages, text } = await essayText(max, slug);
    expect(passages.map(({ how, start, end }) => [how, text.slice(start, end)])).toEqual([
      ["exact", "Now we rent it."],
      ["exact", "Training a model takes a power station."],
      ["exact", "Those who paid keep the weights."],
      ["exact", "A licence is a lease."],
      ["exact", "By 2030 nobody will call it open."],
    ]);
  });

  test("with what it supports, its day, what is around its passage, and a row in the log", async () => {
    const { max, slug, claimOf } = await setting();
    const goal = await claimOf("Now we rent it.");
    const made = await claimOf("By 2030 nobody will call it open.", {
      kind: "prediction",
      resolvesOn: "2030-12-31",
      supports: [`https://moot.example/c/${goal.id}/${goal.slug}`],
    });
    const claim = await claimById(max, made.id);
    expect(claim).toMatchObject({ kind: "prediction", resolvesOn: "2030-12-31", version: 1 });
    expect(claim.quote).toEqual({
      exact: "By 2030 nobody will call it open.",
      prefix: "It costs too much.\n\nWhat comes\n\n",
      suffix: "",
    });
    expect(claim.supports.map(({ id }) => id)).toEqual([goal.id]);
    const [row] = (await publicLog(max, { claim: made.id })).items;
    expect(row).toMatchObject({ id: made.decision, action: "make-claim", byRole: "moderator" });
    expect((await search(max, { q: "nobody open" })).items.map((found) => found.id)).toEqual([made.id]);
    expect((await essayBySlug(max, slug)).counts.claims).toBe(2);
  });

  test("once, though it was sent twice", async () => {
    const { max, slug, claimOf } = await setting();
    const first = await claimOf("Now we rent it.");
    expect(await claimOf("Now we rent it.")).toEqual({ ...first, decision: null });
    expect((await essayBySlug(max, slug)).counts.claims).toBe(1);
  });

  test("and is asked which one is meant where it stands twice", async () => {
    const { max, slug, claimOf } = await setting();
    const refusal = await claimOf("It costs too much.").catch((error) => error);
    expect(refusal).toMatchObject({ status: 422, code: "passage.ambiguous" });
    const [first, second] = refusal.details.places;
    expect([first.before.slice(-20), second.before.slice(-20)]).toEqual([
      "es a power station. ",
      "licence is a lease. ",
    ]);
    await claimOf("It costs too much.", { start: second.start });
    const { passages } = await essayText(max, slug);
    expect(passages[0]?.start).toBe(second.start);
    await claimOf("It costs too much.", {
      quote: { exact: "It costs too much.", prefix: "a power station.", suffix: "Nobody" },
      statement: "It is dear.",
    });
    expect((await essayText(max, slug)).passages[0]?.start).toBe(first.start);
  });

  test("by where it stands in the newest text, but not in an older one", async () => {
    const { max, slug, claimOf } = await setting();
    const { text, number } = await essayText(max, slug);
    const start = text.indexOf("A licence");
    const place = { quote: undefined, textNumber: number, start: start - 1, end: start + 21 };
    const made = await claimOf("lease", place);
    expect((await claimById(max, made.id)).quote.exact).toBe("A licence is a lease.");
    await editText(max, slug, { version: number, body: { markdown: "Another text. A licence is a lease." } });
    await expect(claimOf("other", place)).rejects.toMatchObject({ status: 409, code: "text.stale" });
  });

  test("but of nothing that is not in the text, and for no claim of another essay", async () => {
    const { max, claimOf } = await setting();
    await expect(claimOf("It costs nothing.")).rejects.toMatchObject({ status: 422, code: "input.invalid" });
    const { slug } = await bringIn(max, "Another essay");
    const other = await makeClaim(max, slug, { statement: "Else.", kind: "fact", quote: { exact: "Now we rent it." } });
    await expect(claimOf("Now we rent it.", { supports: [other.id] })).rejects.toMatchObject({
      errors: { supports: expect.any(String) },
    });
  });

  test("which a curator may not", async () => {
    const m = await setting();
    const input = { statement: "It is so.", kind: "fact", quote: { exact: "Now we rent it." } };
    await expect(makeClaim(await m.as("cleo", "curator"), m.slug, input)).rejects.toMatchObject({ status: 403 });
    await expect(makeClaim(await m.as(null), m.slug, input)).rejects.toMatchObject({ status: 401 });
  });
});

describe("A claim that was made", () => {
  test("can be taken back while nobody has argued it, and is then nowhere", async () => {
    const { max, slug, claimOf } = await setting();
    await claimOf("Now we rent it.");
    const made = await claimOf("A licence is a lease.", { supports: [] });
    await undoDecision(max, made.decision ?? "", { reason: { text: "A slip." } });
    await expect(claimById(max, made.id)).rejects.toMatchObject({ status: 404 });
    expect(await inOrder(max, slug)).toEqual(["0: Now we rent it."]);
    expect((await essayText(max, slug)).passages).toHaveLength(1);
    const [undo] = (await publicLog(max)).items;
    expect(undo).toMatchObject({ action: "undo", claim: null, target: { kind: "claim", url: null } });
    const again = await claimOf("A licence is a lease.");
    expect(again.id).not.toBe(made.id);
    expect(again.slug).not.toBe(made.slug);
  });

  test("is merged instead once somebody voted on it", async () => {
    const m = await setting();
    const made = await m.claimOf("Now we rent it.");
    await castVote(await m.as("ada"), made.id, { value: "agree" });
    await expect(undoDecision(m.max, made.decision ?? "", {})).rejects.toMatchObject({
      status: 409,
      code: "decision.built_upon",
    });
  });

  test("has its passage in the text when it is split, and the part has it there, too", async () => {
    const { max, slug, claimOf } = await setting();
    const made = await claimOf("Those who paid keep the weights. A licence is a lease. It costs too much.");
    await splitClaim(max, made.id, {
      ...{ version: 1, statement: "It is dear.", kind: "value", quote: "It costs too much.", reason: "Two things." },
    });
    const { passages, text } = await essayText(max, slug);
    expect(passages.map(({ start, end }) => text.slice(start, end))).toEqual([
      "Those who paid keep the weights. A licence is a lease. It costs too much.",
      "It costs too much.",
    ]);
    expect(passages[1]?.start).toBe(text.lastIndexOf("It costs"));
  });
});
