import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { claimById } from "@/lib/claims/queries";
import { mergeClaims, undoDecision } from "@/lib/curation/commands";
import { publicLog } from "@/lib/curation/queries/log";
import { bringInEssay, describeEssay, editText, makeClaim, placePassage, previewText } from "@/lib/essays/commands";
import { essayDesk, essaysOnDesk } from "@/lib/essays/desk";
import { essayBySlug } from "@/lib/essays/queries";
import { essayText } from "@/lib/essays/text-queries";
import { claimPage } from "@/lib/insight/claim-page";
import { textHistoryPage } from "@/lib/insight/text-history-page";
import { essayWithClaims } from "../support/debate";
import { bringIn, ownText } from "../support/essays";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const max = await m.as("max", "moderator");
  const { slug } = await bringIn(max);
  const claimOf = (exact: string) =>
    makeClaim(max, slug, { statement: `So: ${exact}`, kind: "fact", quote: { exact } });
  const lease = await claimOf("A licence is a lease.");
  const rent = await claimOf("Now we rent it.");
  const edit = async (from: string, to: string) => {
    const { number, text } = await essayText(max, slug);
    expect(text).toContain(from);
    const markdown = ownText.replace(from, to);
    return editText(max, slug, { version: number, body: { markdown }, note: `${from} → ${to}` });
  };
  const standing = async () => {
    const { text, passages, orphaned } = await essayText(max, slug);
    return {
      placed: Object.fromEntries(
        passages.map(({ claim, how, start, end }) => [claim.id, [how, text.slice(start, end)]]),
      ),
      orphaned: orphaned.map(({ id }) => id),
    };
  };
  return { ...m, max, slug, claimOf, lease, rent, edit, standing };
}

describe("When a text is changed", () => {
  test("its claims find their passages again, and it is told which read differently", async () => {
    const { edit, lease, rent, standing } = await setting();
    const { number, passages } = await edit("A licence is a lease.", "A licence is only a lease.");
    expect(number).toBe(2);
    expect(passages.map(({ claim, before, after, was, now }) => [claim.id, before, after, was, now])).toEqual([
      [rent.id, "exact", "exact", "Now we rent it.", "Now we rent it."],
      [lease.id, "exact", "changed", "A licence is a lease.", "A licence is only a lease."],
    ]);
    expect((await standing()).placed[lease.id]).toEqual(["changed", "A licence is only a lease."]);
  });

  test("a claim whose passage is gone is reported as orphaned, at once and ever after, and never put elsewhere", async () => {
    const { max, slug, edit, lease, rent, standing } = await setting();
    const { passages } = await edit("A licence is a lease. ", "");
    expect(passages.find(({ claim }) => claim.id === lease.id)).toMatchObject({ after: "orphaned", now: null });
    expect(await standing()).toEqual({ placed: { [rent.id]: ["exact", "Now we rent it."] }, orphaned: [lease.id] });
    expect(await essayDesk(max, slug)).toMatchObject({ asQuoted: 1, orphaned: [{ id: lease.id }] });
    expect(await essaysOnDesk(max)).toMatchObject([{ slug, claims: 2, orphaned: 1, text: { number: 2 } }]);
    expect((await claimById(max, lease.id)).quote.exact).toBe("A licence is a lease.");
    const view = { sort: "convincing", for: null, against: null, at: null } as const;
    expect((await claimPage(max, lease.id, view)).passage).toEqual({ how: "orphaned", words: null });
    expect((await claimPage(max, rent.id, view)).passage).toBeNull();
  });

  test("nothing is saved while one only looks at what would become of the claims", async () => {
    const { max, slug, lease } = await setting();
    const body = { markdown: ownText.replace("A licence is a lease. ", "") };
    const { passages } = await previewText(max, slug, { version: 1, body });
    expect(passages.filter(({ after }) => after === "orphaned").map(({ claim }) => claim.id)).toEqual([lease.id]);
    expect((await essayText(max, slug)).number).toBe(1);
  });

  test("a passage that drifts word by word is followed, though it is far from its quotation by now", async () => {
    const { max, slug, lease, standing } = await setting();
    const steps = [
      "A licence is just a lease.",
      "A licence is just a short lease.",
      "A licence is but a short lease.",
      "A paper is but a short lease.",
      "A paper is but a short loan.",
    ];
    for (const [i, step] of steps.entries()) {
      const body = { markdown: ownText.replace("A licence is a lease.", step) };
      await editText(max, slug, { version: i + 1, body });
    }
    expect((await standing()).placed[lease.id]).toEqual(["changed", "A paper is but a short loan."]);
    await editText(max, slug, { version: steps.length + 1, body: { markdown: ownText } });
    expect((await standing()).placed[lease.id]).toEqual(["exact", "A licence is a lease."]);
  });

  test("one of two passages that read the same stays where it is", async () => {
    const { max, slug, standing } = await setting();
    const start = (await essayText(max, slug)).text.indexOf("It costs too much.");
    const dear = await makeClaim(max, slug, {
      ...{ statement: "It is dear.", kind: "fact", quote: { exact: "It costs too much." }, start },
    });
    await editText(max, slug, {
      version: 1,
      body: { markdown: ownText.replace("It costs too much. Nobody", "Nobody") },
    });
    expect((await standing()).orphaned).toEqual([dear.id]);
  });

  test("the passage of a claim that went into another one leads there", async () => {
    const { max, lease, rent, standing, edit } = await setting();
    await mergeClaims(max, rent.id, { into: lease.id, version: 1, reason: "The same." });
    const { passages } = await edit("We used to", "Once we used to");
    expect(passages.map(({ claim }) => claim.id)).toEqual([lease.id]);
    expect(Object.keys((await standing()).placed)).toEqual([lease.id]);
  });

  test("somebody who looked at an older version is told, and the same text twice is one version", async () => {
    const { max, slug, edit } = await setting();
    await edit("Now we rent it.", "Now we lease it.");
    const body = { markdown: ownText };
    await expect(editText(max, slug, { version: 1, body })).rejects.toMatchObject({
      status: 409,
      code: "text.stale",
      details: { version: 2 },
    });
    expect(await editText(max, slug, { version: 2, body })).toMatchObject({ number: 3 });
    expect(await editText(max, slug, { version: 2, body })).toEqual({ number: 3, passages: [] });
  });

  test("its history says what, when and why, by which role, for everybody", async () => {
    const { as, slug, edit, max } = await setting();
    await edit("Now we rent it.", "Now we lease it.");
    const { changes } = await textHistoryPage(await as(null), slug);
    expect(changes.map(({ number, byRole, note }) => [number, byRole, note])).toEqual([
      [2, "moderator", "Now we rent it. → Now we lease it."],
      [1, "moderator", null],
    ]);
    const said = changes[0]?.segments?.filter(({ type }) => type !== "same").map(({ type, text }) => [type, text]);
    expect(said).toEqual([
      ["removed", "rent"],
      ["added", "lease"],
    ]);
    expect((await publicLog(max)).items[0]).toMatchObject({
      action: "edit-text",
      ...{ from: "1", to: "2", byRole: "moderator", claim: null },
      target: { kind: "essay", name: "On owning" },
      essay: { slug },
      reason: { text: "Now we rent it. → Now we lease it." },
    });
  });

  test("the change can be taken back by a version of its own, with the claims where they were", async () => {
    const { max, slug, edit, lease, standing } = await setting();
    const before = await standing();
    await edit("A licence is a lease. ", "");
    const [decision] = (await publicLog(max)).items;
    await undoDecision(max, decision?.id ?? "", { reason: { text: "It belongs there." } });
    const { number, text } = await essayText(max, slug);
    expect(number).toBe(3);
    expect(text).toContain("A licence is a lease.");
    expect(await standing()).toEqual(before);
    expect((await claimById(max, lease.id)).quote.exact).toBe("A licence is a lease.");
    const first = (await publicLog(max, { action: "edit-text" })).items.at(-1);
    await expect(undoDecision(max, first?.id ?? "", {})).rejects.toMatchObject({ code: "decision.not_undoable" });
  });

  test("an essay that has claims gets its text, and they are found in it or reported", async () => {
    const { db, max } = await setting();
    const [found, lost] = await essayWithClaims(db, ["One.", "Two."], "Claims first");
    const { passages } = await editText(max, "claims-first", {
      version: 0,
      body: { markdown: "Before it. The passage of claim 1, and nothing like another." },
    });
    expect(passages.map(({ claim, before, after }) => [claim.id, before, after])).toEqual([
      [found?.id, null, "exact"],
      [lost?.id, null, "orphaned"],
    ]);
  });

  test("only moderators change it", async () => {
    const { as, slug } = await setting();
    for (const ctx of [await as("ada"), await as("cleo", "curator")]) {
      await expect(editText(ctx, slug, { version: 1, body: { markdown: "x" } })).rejects.toMatchObject({ status: 403 });
      await expect(bringInEssay(ctx, { title: "x", body: { markdown: "x" } })).rejects.toMatchObject({ status: 403 });
      await expect(describeEssay(ctx, slug, { title: "x" })).rejects.toMatchObject({ status: 403 });
      await expect(essayDesk(ctx, slug)).rejects.toMatchObject({ status: 403 });
    }
  });
});

describe("A claim without a passage", () => {
  test("is placed by hand, stays there through other changes, and is put back by an undo", async () => {
    const { max, slug, edit, lease, standing } = await setting();
    await edit("A licence is a lease. ", "");
    const quote = { exact: "Those who paid keep the weights." };
    expect(await placePassage(max, lease.id, { quote, reason: "It says so there." })).toMatchObject({ how: "placed" });
    expect((await standing()).placed[lease.id]).toEqual(["placed", "Those who paid keep the weights."]);
    const [decision] = (await publicLog(max)).items;
    expect(decision).toMatchObject({
      action: "place-passage",
      from: "orphaned",
      to: "placed",
      claim: { id: lease.id },
    });

    const markdown = ownText.replace("A licence is a lease. ", "").replace("We used to", "Once we used to");
    await editText(max, slug, { version: 2, body: { markdown } });
    expect((await standing()).placed[lease.id]).toEqual(["placed", "Those who paid keep the weights."]);
    await undoDecision(max, decision?.id ?? "", {});
    expect(await standing()).toMatchObject({ orphaned: [lease.id] });
  });

  test("and with its place taken out again is lost again, though its own words stand elsewhere", async () => {
    const { max, slug, lease, rent, standing } = await setting();
    await placePassage(max, lease.id, { quote: { exact: "By 2030 nobody will call it open." } });
    await editText(max, slug, {
      version: 1,
      body: { markdown: ownText.replace("By 2030 nobody will call it open.", "End.") },
    });
    expect(await standing()).toEqual({ placed: { [rent.id]: ["exact", "Now we rent it."] }, orphaned: [lease.id] });
  });
});

describe("An essay", () => {
  test("is brought in with its text, at an address of its own", async () => {
    const { max, slug } = await setting();
    expect(slug).toBe("on-owning");
    expect((await bringIn(max)).slug).toBe("on-owning-2");
    await expect(
      bringInEssay(max, { title: "On owning", slug: "on-owning", body: { markdown: "x" } }),
    ).rejects.toMatchObject({ errors: { slug: expect.any(String) } });
    await expect(bringInEssay(max, { title: " ", body: { markdown: "x" } })).rejects.toMatchObject({ status: 422 });
    await expect(bringInEssay(max, { title: "Empty", body: { markdown: "" } })).rejects.toMatchObject({
      code: "body.missing",
    });
    await expect(
      bringInEssay(max, { title: "Bad", url: "javascript:alert(1)", body: { markdown: "x" } }),
    ).rejects.toMatchObject({ errors: { url: expect.any(String) } });
  });

  test("is called something else, and an undo calls it as before", async () => {
    const { max, slug } = await setting();
    await describeEssay(max, slug, { title: "On renting", url: "https://example.org/renting" });
    expect(await essayBySlug(max, slug)).toMatchObject({ title: "On renting", author: "A. Nonymous" });
    const [decision] = (await publicLog(max)).items;
    expect(decision).toMatchObject({ action: "edit-essay", from: "On owning", to: "On renting" });
    await undoDecision(max, decision?.id ?? "", {});
    expect(await essayBySlug(max, slug)).toMatchObject({ title: "On owning", url: null });
  });
});

test("after any edits each claim is in its place or reported, in every version", async () => {
  const { max, slug, standing, lease, rent, claimOf } = await setting();
  const more = await claimOf("By 2030 nobody will call it open.");
  const words = "licence lease rent open share wrote power station weights nobody".split(" ");
  const edit = fc.record({ at: fc.nat(ownText.length), drop: fc.nat(40), put: fc.constantFrom("", ...words) });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      const { number } = await essayText(max, slug);
      const markdown = edits.reduce(
        (text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop),
        ownText,
      );
      const { passages } = await editText(max, slug, { version: number, body: { markdown } });
      const { placed, orphaned } = await standing();
      const all = [lease.id, rent.id, more.id];
      expect([...Object.keys(placed), ...orphaned].sort()).toEqual(all.sort());
      for (const { claim, after, now } of passages) {
        if (after === "orphaned") expect(orphaned).toContain(claim.id);
        else expect(placed[claim.id]).toEqual([after, now]);
      }
      const { number: last } = await essayText(max, slug);
      await editText(max, slug, { version: last, body: { markdown: ownText } });
      expect((await standing()).orphaned).toEqual([]);
      expect((await standing()).placed[lease.id]).toEqual(["exact", "A licence is a lease."]);
    }),
    { numRuns: 25 },
  );
}, 60_000);
