import { readFile } from "node:fs/promises";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ctx } from "@/lib/ctx";
import { claimPage } from "@/lib/insight/claim-page";
import { exportDebate } from "@/lib/interchange/moot/export";
import { mootJsonSchema, mootSchemaFile, type View } from "@/lib/interchange/moot/format";
import { importMootJson } from "@/lib/interchange/moot/import";
import { readMootJson } from "@/lib/interchange/moot/read";
import type { Scope } from "@/lib/interchange/moot/scope";
import { decideProposal, propose } from "@/lib/proposals/commands";
import { bringIn } from "../support/essays";
import { moot } from "../support/moot";
import { debates, happen } from "./generated";

async function whole(ctx: Ctx, scope: Scope, view: View = "public"): Promise<string> {
  let text = "";
  for await (const piece of exportDebate(ctx, scope, view)) text += piece;
  return text;
}

const admin = async (m: Awaited<ReturnType<typeof moot>>) => m.as("Ann", "admin");

const read = (text: string) => readMootJson({ name: "debate.json", bytes: new TextEncoder().encode(text) });

const schema = addFormats(new Ajv2020({ strict: false })).compile(mootJsonSchema());

test("a debate that was exported, imported and exported again is the same to the byte, on both views", {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(debates, fc.constantFrom<View>("public", "full"), async (debate, view) => {
      const m = await moot();
      const { slug } = await happen(m, debate);
      const first = await whole(await admin(m), { essay: slug }, view);
      expect(schema(JSON.parse(first)), JSON.stringify(schema.errors)).toBe(true);
      const empty = await moot();
      await importMootJson(await admin(empty), await read(first));
      expect(await whole(await admin(empty), { essay: slug }, view)).toBe(first);
    }),
    { numRuns: 25 },
  );
});

test("so is one claim of it", { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(debates, async (debate) => {
      const m = await moot();
      const { claims } = await happen(m, debate);
      const claim = claims[0] ?? "";
      const first = await whole(await m.as(null), { claim });
      const empty = await moot();
      await importMootJson(await admin(empty), await read(first));
      expect(await whole(await m.as(null), { claim })).toBe(first);
      expect(await whole(await empty.as(null), { claim })).toBe(first);
    }),
    { numRuns: 12 },
  );
});

test("the JSON Schema beside the seed is the one that is written and read by", async () => {
  expect(JSON.parse(await readFile(mootSchemaFile, "utf8"))).toEqual(JSON.parse(JSON.stringify(mootJsonSchema())));
});

test("a claim that a member proposed comes with who proposed it; what was declined is not spoken of", async () => {
  const m = await moot();
  const rue = await m.as("Rue", "admin");
  const { slug } = await bringIn(rue);
  const ada = await m.as("Ada");
  const proposed = (exact: string, statement: string) =>
    propose(ada, slug, { quote: { exact }, statement, kind: "fact", despite: "similar" });
  const power = await proposed("Training a model takes a power station.", "Training is dear.");
  const { claim } = await decideProposal(rue, power.id, { to: "accepted", version: 1 });
  const lease = await proposed("A licence is a lease.", "Licences are zanderleases.");
  await decideProposal(rue, lease.id, { to: "declined", version: 1, reason: { code: "several" } });

  const first = await whole(await m.as(null), { essay: slug });
  expect(first).not.toContain("zanderleases");
  const { claims, people, decisions } = JSON.parse(first);
  expect(people.find(({ key }: { key: string }) => key === claims[0].proposedBy)).toMatchObject({ name: "Ada" });
  expect(decisions.filter(({ action }: { action: string }) => action === "decide-proposal")).toMatchObject([
    { claim: claim?.id, to: "accepted" },
  ]);

  const empty = await moot();
  await importMootJson(await admin(empty), await read(first));
  expect(await whole(await empty.as(null), { essay: slug })).toBe(first);
  const view = { sort: "convincing", for: null, against: null, at: null } as const;
  expect((await claimPage(await empty.as(null), claim?.id ?? "", view)).proposedBy).toEqual({ name: "Ada" });
});
