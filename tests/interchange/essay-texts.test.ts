import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/ctx";
import { undoDecision } from "@/lib/curation/commands";
import { editText, makeClaim, placePassage } from "@/lib/essays/commands";
import { essayText } from "@/lib/essays/text-queries";
import { exportDebate } from "@/lib/interchange/moot/export";
import type { View } from "@/lib/interchange/moot/format";
import { importMootJson } from "@/lib/interchange/moot/import";
import { readMootJson } from "@/lib/interchange/moot/read";
import { bringIn, ownText } from "../support/essays";
import { moot } from "../support/moot";

async function whole(ctx: Ctx, essay: string, view: View): Promise<string> {
  let text = "";
  for await (const piece of exportDebate(ctx, { essay }, view)) text += piece;
  return text;
}

const read = (text: string) => readMootJson({ name: "debate.json", bytes: new TextEncoder().encode(text) });

/** An essay with three versions of its text; of its claims one as quoted, one changed, one placed, one lost, one taken back. */
async function setting() {
  const m = await moot();
  const root = await m.as("ruth", "admin");
  const { slug } = await bringIn(root);
  const claimOf = (exact: string) =>
    makeClaim(root, slug, { statement: `So: ${exact}`, kind: "fact", quote: { exact } });
  await claimOf("By 2030 nobody will call it open.");
  await claimOf("Now we rent it.");
  const placed = await claimOf("Nobody but the largest can pay for it.");
  await claimOf("A licence is a lease.");
  const gone = await claimOf("Training a model takes a power station.");
  await undoDecision(root, gone.decision ?? "", {});
  const second = ownText
    .replace("Now we rent it.", "By now we rent it.")
    .replace("A licence is a lease. ", "")
    .replace("Nobody but the largest can pay for it.", "");
  await editText(root, slug, { version: 1, body: { markdown: second }, note: "Shorter." });
  await editText(root, slug, { version: 2, body: { markdown: `${second}\n\n---\n\n### An end\n\n*So* it is.` } });
  await placePassage(root, placed.id, { quote: { exact: "It costs too much.", prefix: "station. " } });
  return { ...m, root, slug };
}

describe("An essay's texts", () => {
  test.each(["public", "full"] as const)("go out and come in whole, with where the claims stand (%s)", async (view) => {
    const { root, slug } = await setting();
    const first = await whole(root, slug, view);
    const { texts, claims } = JSON.parse(first);
    expect(texts.map(({ number, byRole, note }: Record<string, unknown>) => [number, byRole, note])).toEqual([
      [1, "admin", null],
      [2, "admin", "Shorter."],
      [3, "admin", null],
    ]);
    const hows = claims.map(({ passage }: { passage: { how: string } }) => passage.how);
    expect(hows.sort()).toEqual(["changed", "exact", "orphaned", "placed"]);
    const empty = await moot();
    const ann = await empty.as("Ann", "admin");
    await importMootJson(ann, await read(first));
    expect(await whole(ann, slug, view)).toBe(first);
    const [here, there] = [await essayText(root, slug), await essayText(ann, slug)];
    expect(there.passages.map(({ how, start, end }) => [how, start, end])).toEqual(
      here.passages.map(({ how, start, end }) => [how, start, end]),
    );
    expect(there.orphaned).toEqual(here.orphaned);
  });

  test("are refused where they are none, and so are passages that lie outside of them", async () => {
    const { root, slug } = await setting();
    const document = JSON.parse(await whole(root, slug, "public"));
    const refused = async (change: (it: typeof document) => void) => {
      const changed = structuredClone(document);
      change(changed);
      const ann = await (await moot()).as("Ann", "admin");
      const bringing = (async () => importMootJson(ann, await read(JSON.stringify(changed))))();
      return bringing.then(
        () => "taken",
        (error) => Object.keys(error.errors ?? {})[0],
      );
    };
    const scripted = { type: "doc", content: [{ type: "script", content: [] }] };
    expect(await refused((it) => Object.assign(it.texts[1], { body: scripted }))).toBe("texts.1.body");
    expect(await refused((it) => Object.assign(it.texts[1], { number: 1 }))).toBe("texts");
    const beyond = { how: "exact", start: 5, end: 100_000 };
    expect(await refused((it) => Object.assign(it.claims[0], { passage: beyond }))).toBe("claims.0.passage");
    expect(await refused((it) => Object.assign(it, { texts: [] }))).toBe("claims.0.passage");
    expect(await refused(() => {})).toBe("taken");
  });

  test("may be missing, as in files of an earlier Moot", async () => {
    const { root, slug } = await setting();
    const { texts: _, claims, ...rest } = JSON.parse(await whole(root, slug, "public"));
    const earlier = { ...rest, claims: claims.map(({ passage: _, ...claim }: Record<string, unknown>) => claim) };
    const ann = await (await moot()).as("Ann", "admin");
    await importMootJson(ann, await read(JSON.stringify(earlier)));
    await expect(essayText(ann, slug)).rejects.toMatchObject({ status: 404 });
  });
});
