import path from "node:path";
import { eq } from "drizzle-orm";
import { dataFolder } from "@/db/file";
import { essays } from "@/db/schema";
import type { Ctx, Tag } from "@/lib/ctx";
import { notFound, Refusal } from "@/lib/errors";
import { authorize } from "@/lib/policy/policy";
import { isUnderWay, type Run } from "./run";
import { brokenOff, liveRun, startRun } from "./runner";
import { discard, listRuns, readRun, writeRun } from "./spool";

/** Where uploads lie, for admins alone. */
export const spoolOf = ({ db }: Pick<Ctx, "db">): string => path.join(dataFolder(db.url), "imports");

/** An upload as it stands. */
export async function importRun(ctx: Ctx, id: string): Promise<Run> {
  authorize(ctx, "import.read");
  const run = liveRun(id) ?? (await readRun(spoolOf(ctx), id));
  if (!run) throw notFound("import");
  return settled(ctx, run);
}

/** Uploads that are here, the newest first. */
export async function importRuns(ctx: Ctx): Promise<Run[]> {
  authorize(ctx, "import.read");
  const runs = await listRuns(spoolOf(ctx));
  return Promise.all(runs.map((run) => settled(ctx, liveRun(run.id) ?? run)));
}

/** What says that it is under way and is not, ended with the server that did it. */
async function settled(ctx: Ctx, run: Run): Promise<Run> {
  if (!isUnderWay(run) || liveRun(run.id)) return run;
  const slug = run.state === "kept" ? run.found?.made.slug : undefined;
  const [there] = slug === undefined ? [] : await ctx.db.select().from(essays).where(eq(essays.slug, slug));
  const ended: Run = there ? { ...run, state: "done" } : { ...run, state: "broken-off", problem: brokenOff };
  await writeRun(spoolOf(ctx), ended);
  return ended;
}

export type Attempt = { dryRun: boolean; format?: Run["format"] | undefined; slug?: string | null | undefined };

/** Reads an upload, or brings it in; the promise inside is kept when that has ended. */
export async function attemptImport(
  ctx: Ctx,
  id: string,
  { dryRun, format, slug }: Attempt,
  refresh: (tags: Tag[]) => Promise<void>,
): Promise<{ ended: Promise<Run> }> {
  const viewer = authorize(ctx, "essay.import");
  const run = await importRun(ctx, id);
  if (isUnderWay(run)) throw new Refusal(409, "import.under_way", "It is under way already. Wait until it has ended.");
  if (run.state === "done") throw new Refusal(409, "import.done", "It was brought in already.");
  const next: Run = { ...run, dryRun, format: format ?? run.format, slug: slug === undefined ? run.slug : slug };
  return { ended: startRun(next, { db: ctx.db, spool: spoolOf(ctx), viewer, now: ctx.now, refresh }) };
}

export async function discardImport(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx, "essay.import");
  const run = await importRun(ctx, id);
  if (isUnderWay(run)) throw new Refusal(409, "import.under_way", "It is under way. Wait until it has ended.");
  await discard(spoolOf(ctx), run.id);
}
