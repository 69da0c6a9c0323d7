import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { listEssays } from "@/lib/essays/queries";
import { readGiven } from "@/lib/interchange/files";
import { importDebate } from "@/lib/interchange/import";
import { moot } from "../support/moot";
import { readSample, readText, readWhole } from "./outline";

/** Bytes of memory that `work` holds at its end, beside what was there. */
async function held(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  await work();
  return process.memoryUsage().rss - before;
}

test("200 MB are refused by their size, unread", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "moot-hostile-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, "large.json");
  await writeFile(file, "{");
  await truncate(file, 200 * 1024 * 1024);
  const grown = await held(() =>
    expect(readGiven(file)).rejects.toMatchObject({ status: 413, code: "import.too_large" }),
  );
  expect(grown).toBeLessThan(50 * 1024 * 1024);
});

test("what is not UTF-8 is refused, with the byte at fault", async () => {
  const bytes = new Uint8Array([...new TextEncoder().encode("Discussion Title: é"), 0xc3, 0x28]);
  await expect(readWhole([{ name: "bad.txt", bytes }], "kialo")).rejects.toMatchObject({
    code: "import.not_utf8",
    details: { byte: 21 },
  });
});

test.each([
  ["lists in lists", "[".repeat(1_000_000), "moot"],
  ["objects in objects", '{"a":'.repeat(1_000_000), "aif"],
] as const)("%s, a million deep, are refused", async (_, text, format) => {
  await expect(readText(text, format)).rejects.toMatchObject({ code: "import.too_deep" });
});

test("an argument a thousand levels deep is refused in each form that can say it", async () => {
  const deep = 1000;
  const numbers = Array.from({ length: 100 }, (_, i) => `1${".1".repeat(i)}`);
  const kialo = ["Discussion Title: Deep", "", ...numbers.map((number, i) => `${number}. ${i ? "Con: " : ""}x`)];
  expect((await readText(kialo.join("\n"))).document?.contributions).toHaveLength(99);
  const argdown = ["[A]: a", ...Array.from({ length: deep }, (_, i) => `${"  ".repeat(i + 1)}- <B${i}>: b`)].join("\n");
  await expect(readText(argdown, "argdown")).rejects.toMatchObject({ code: "import.too_deep" });
  const nodes = Array.from({ length: deep }, (_, i) => [
    { nodeID: `${i}`, type: "I", text: `${i}` },
    { nodeID: `s${i}`, type: "CA", text: "CA" },
  ]).flat();
  const edges = Array.from({ length: deep - 1 }, (_, i) => [
    { fromID: `${i + 1}`, toID: `s${i}` },
    { fromID: `s${i}`, toID: `${i}` },
  ]).flat();
  await expect(readText(JSON.stringify({ nodes, edges }))).rejects.toMatchObject({ code: "import.too_deep" });
});

test("more claims than anybody could read are refused", { timeout: 120_000 }, async () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `1.${i + 1}. Pro: x`);
  const text = ["Discussion Title: Wide", "", "1. x", ...lines].join("\n");
  await expect(readText(text)).rejects.toMatchObject({ code: "import.too_many" });
  const nodes = Array.from({ length: 250_000 }, (_, i) => ({ nodeID: i, type: "I", text: "x" }));
  await expect(readText(JSON.stringify({ nodes, edges: [] }))).rejects.toMatchObject({ code: "import.too_many" });
  const rows = Array.from({ length: 60_000 }, (_, i) => `${i},x`);
  const bytes = new TextEncoder().encode(["comment-id,comment-body", ...rows].join("\n"));
  await expect(readWhole([{ name: "comments.csv", bytes }])).rejects.toMatchObject({ code: "import.too_many" });
});

test("a table of nothing but faults is given up", { timeout: 120_000 }, async () => {
  const rows = "1,2,3,4,5\n".repeat(500_000);
  const bytes = new TextEncoder().encode(`comment-id,comment-body\n${rows}`);
  await expect(readWhole([{ name: "comments.csv", bytes }])).rejects.toMatchObject({ code: "import.malformed" });
});

test("a debate that answers itself, or names what isn't there, is refused with what is wrong", async () => {
  const { document } = await readSample("kialo-flush.txt");
  const debate = structuredClone(document);
  const [one, other, third] = debate?.contributions ?? [];
  if (!debate || !one || !other || !third) throw new Error("too few");
  one.parent = other.id;
  other.parent = one.id;
  third.author = "p9";
  debate.claims[0]?.supports.push("nothing");
  await expect(readText(JSON.stringify(debate))).rejects.toMatchObject({
    code: "import.invalid",
    errors: {
      "claims.0.supports": "There is no nothing in this file.",
      "contributions.0.parent": "It answers itself, by way of others.",
      "contributions.2.author": "There is no p9 in this file.",
    },
  });
});

test("a file of faults is given up after fifty", async () => {
  const { document } = await readSample("kialo-flush.txt");
  const contributions = Array.from({ length: 100_000 }, () => ({ id: "?" }));
  const refused = await readText(JSON.stringify({ ...document, contributions })).catch((error) => error);
  expect(refused.code).toBe("import.invalid");
  expect(Object.keys(refused.errors)).toHaveLength(50);
});

test("what is refused half-way leaves nothing", async () => {
  const m = await moot();
  const admin = await m.as("Ann", "admin");
  const debate = structuredClone((await readSample("kialo-flush.txt")).document);
  const body = debate?.contributions[3]?.revisions[0];
  if (body) body.body = { type: "doc", content: [{ type: "script" }] };
  await expect(importDebate(admin, await readText(JSON.stringify(debate)))).rejects.toMatchObject({ status: 422 });
  expect(await listEssays(admin)).toEqual([]);
});
