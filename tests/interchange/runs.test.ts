import { appendFile, mkdir, stat, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { listEssays } from "@/lib/essays/queries";
import { newId } from "@/lib/ids";
import type { Run } from "@/lib/interchange/runs/run";
import { liveRun, processOf, startRun } from "@/lib/interchange/runs/runner";
import { importRun, spoolOf } from "@/lib/interchange/runs/runs";
import { filePath, openUpload, writeRun } from "@/lib/interchange/runs/spool";
import { moot } from "../support/moot";

type Moot = Awaited<ReturnType<typeof moot>>;

/** An upload that lies there, as if it had just come. */
async function uploaded(m: Moot, write: (file: string) => Promise<void>, changes: Partial<Run> = {}): Promise<Run> {
  const id = newId();
  const spool = spoolOf(m);
  await openUpload(spool, id, m.clock.now);
  const file = filePath(spool, id, 0);
  await write(file);
  const run: Run = {
    ...{ id, by: "ann", startedAt: m.clock.now.toISOString(), files: [{ name: "it", size: (await stat(file)).size }] },
    ...{ format: "auto", slug: null, dryRun: false, state: "waiting", found: null, progress: null, problem: null },
    ...changes,
  };
  await writeRun(spool, run);
  return run;
}

async function options(m: Moot, memory?: number) {
  const viewer = await m.person("Ann", "admin");
  return { db: m.db, spool: spoolOf(m), viewer, now: m.clock.now, refresh: async () => {}, memory };
}

const soap = (file: string) => writeFile(file, "Discussion Title: Soap\n\n1. Soap cleans.\n");

const at = "2026-01-01T00:00:00.000Z";

/** A debate in Moot JSON of one claim with so many votes. */
async function votes(file: string, count: number): Promise<void> {
  const statement = "Much is voted on.";
  const claim = {
    ...{ id: "c1", slug: "much", section: 0, placed: true, kind: "fact", statement, resolvesOn: null, supports: [] },
    ...{ quote: { exact: statement, prefix: "", suffix: "" }, lock: null, mergedInto: null, splitFrom: null },
    ...{ createdAt: at, tally: { agree: 0, disagree: 0, unsure: 0, total: 0 } },
    wordings: [{ number: 1, by: null, at, statement, kind: "fact", resolvesOn: null, reads: 1 }],
  };
  const head = {
    ...{ format: "moot/1", scope: "essay", view: "public", sections: ["One"], claims: [claim] },
    essay: { id: "essay", slug: "votes", title: "Votes", author: null, url: null, createdAt: at },
    ...{ contributions: [], decisions: [], ratings: [], people: [] },
  };
  await writeFile(file, `${JSON.stringify(head).slice(0, -1)},"votes":[{"claim":"c1","standing":[],"history":[`);
  for (let i = 0; i < count; i += 10_000) {
    const some = Array.from({ length: 10_000 }, (_, k) =>
      JSON.stringify([`v${i + k + 1}`, null, "agree", 1.7e12 + i + k]),
    );
    await appendFile(file, `${i > 0 ? "," : ""}${some.join(",\n")}`);
  }
  await appendFile(file, "]}]}");
}

test("a million votes are read and checked in a heap that could not hold them", { timeout: 240_000 }, async () => {
  const m = await moot();
  const run = await uploaded(m, (file) => votes(file, 1_000_000), { dryRun: true });
  const ended = await startRun(run, await options(m, 96));
  expect(ended.problem).toBeNull();
  expect(ended).toMatchObject({ state: "planned", found: { made: { claims: 1, votes: 1_000_000 } } });
});

test("what needs more memory than it may have is refused, and nothing of it is kept", {
  timeout: 240_000,
}, async () => {
  const m = await moot();
  const long = (file: string) =>
    writeFile(
      file,
      `Discussion Title: Long\n\n1. It is long.\n${"1.1. Con: no".padEnd(15 * 1024 * 1024, " no no no\n")}`,
    );
  const ended = await startRun(await uploaded(m, long), await options(m, 48));
  expect(ended).toMatchObject({ state: "refused", problem: { status: 413, code: "import.too_much_memory" } });
  expect(await listEssays(await m.as(null))).toEqual([]);
});

test("uploads are worked at one after the other, and what is in is thrown away from the spool", {
  timeout: 60_000,
}, async () => {
  const m = await moot();
  const given = await options(m);
  const [one, other] = [await uploaded(m, soap), await uploaded(m, soap)];
  const both = [startRun(one, given), startRun(other, given)];
  expect(liveRun(other.id)?.state).toBe("waiting");
  expect((await Promise.all(both)).map((run) => [run.state, run.problem?.code])).toEqual([
    ["done", undefined],
    ["refused", "essay.already_there"],
  ]);
  await expect(stat(filePath(given.spool, one.id, 0))).rejects.toThrow(/ENOENT/);
  await stat(filePath(given.spool, other.id, 0));
});

test("what was under way when the server stopped is said to be broken off, or done where it had been kept", async () => {
  const m = await moot();
  const ann = await m.as("Ann", "admin");
  const { id } = await uploaded(m, soap, { state: "coming-in" });
  expect(await importRun(ann, id)).toMatchObject({ state: "broken-off", problem: { code: "import.broken_off" } });
  const again = await startRun(await importRun(ann, id), await options(m));
  expect(again.state).toBe("done");
  await writeRun(spoolOf(m), { ...again, state: "kept" });
  expect(await importRun(ann, id)).toMatchObject({ state: "done" });
});

test("a process that dies in the midst of it leaves nothing", { timeout: 120_000 }, async () => {
  const m = await moot();
  const given = await options(m);
  const run = await uploaded(m, (file) => votes(file, 200_000));
  const ended = startRun(run, { ...given, refresh: async () => {} });
  while (liveRun(run.id)?.progress?.what !== "votes") await new Promise((resolve) => setTimeout(resolve, 50));
  processOf(run.id)?.kill("SIGKILL");
  expect(await ended).toMatchObject({ state: "broken-off" });
  expect(await listEssays(await m.as(null))).toEqual([]);
  expect(await startRun({ ...run, slug: "again", dryRun: true }, given)).toMatchObject({ state: "planned" });
});

test("uploads that nobody brings in are thrown away after a day, and too many are refused", async () => {
  const m = await moot();
  const { id } = await uploaded(m, soap, { state: "planned" });
  const spool = spoolOf(m);
  await mkdir(spool, { recursive: true });
  const later = new Date(m.clock.now.getTime() + 25 * 60 * 60 * 1000);
  await openUpload(spool, newId(), later);
  await expect(importRun(await m.as("Ann", "admin"), id)).rejects.toMatchObject({ status: 404 });
  const large = [{ name: "large", size: 500 * 1024 * 1024 }];
  await uploaded(m, soap, { state: "planned", startedAt: later.toISOString() }).then((run) =>
    writeRun(spool, { ...run, files: large }),
  );
  await expect(openUpload(spool, newId(), later)).rejects.toMatchObject({ code: "import.too_many_uploads" });
});
