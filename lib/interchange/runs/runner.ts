import { type ChildProcess, spawn } from "node:child_process";
import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/accounts/accounts";
import { childProgram } from "@/lib/child-programs";
import type { Tag } from "@/lib/ctx";
import { log } from "@/lib/log";
import { once } from "@/lib/process";
import type { Order, Told } from "./messages";
import type { Run } from "./run";
import { discardFiles, givenFiles, writeRun } from "./spool";

export type RunnerOptions = {
  db: Database;
  spool: string;
  viewer: Viewer;
  now: Date;
  refresh: (tags: Tag[]) => Promise<void>;
  /** MB of heap that reading and bringing in may take. */
  memory?: number | undefined;
};

/** What is under way in this process, by id; one at a time is worked at, as each takes a processor and the write lock. */
const live = once("imports", () => ({
  runs: new Map<string, Run>(),
  processes: new Map<string, ChildProcess>(),
  last: Promise.resolve() as Promise<unknown>,
}));

/** A run as it stands in this process; undefined where it isn't under way here. */
export const liveRun = (id: string): Run | undefined => live.runs.get(id);

/** The process that works at a run. */
export const processOf = (id: string): ChildProcess | undefined => live.processes.get(id);

/** Takes a run up once those before it have ended. The promise is kept when it has ended, well or not. */
export function startRun(run: Run, options: RunnerOptions): Promise<Run> {
  const waiting: Run = { ...run, state: "waiting", problem: null, progress: null };
  live.runs.set(run.id, waiting);
  const turn = live.last.then(() => work(waiting, options));
  live.last = turn.catch(() => {});
  return turn;
}

async function work(given: Run, options: RunnerOptions): Promise<Run> {
  const { spool } = options;
  let run = given;
  const become = async (changes: Partial<Run>) => {
    run = { ...run, ...changes };
    live.runs.set(run.id, run);
    if (!("progress" in changes)) await writeRun(spool, run);
  };
  try {
    await become({ state: "reading" });
    await inChild(run, options, become);
    if (run.state === "done") await discardFiles(spool, run);
  } catch (error) {
    log.error({ error, run: run.id }, "an import broke off");
    await become({ state: "broken-off", problem: brokenOff }).catch(() => {});
  } finally {
    live.runs.delete(run.id);
    live.processes.delete(run.id);
  }
  return run;
}

export const brokenOff = {
  status: 503,
  code: "import.broken_off",
  message: "It was broken off, because what did it ended before its time. Nothing of it was kept. Try again.",
};

const tooMuchMemory = {
  status: 413,
  code: "import.too_much_memory",
  message: "Reading this takes more memory than an import may have. Nothing of it was kept. Bring the debate in parts.",
};

async function inChild(
  run: Run,
  { db, spool, viewer, now, refresh, memory = 1024 }: RunnerOptions,
  become: (changes: Partial<Run>) => Promise<void>,
): Promise<void> {
  const child = spawn(process.execPath, [`--max-old-space-size=${memory}`, ...childProgram("import-debate")], {
    cwd: process.cwd(),
    // No secret but the one that opens a database elsewhere.
    env: {
      ...{ NODE_ENV: process.env.NODE_ENV, DATABASE_URL: db.url },
      ...(process.env.DATABASE_AUTH_TOKEN && { DATABASE_AUTH_TOKEN: process.env.DATABASE_AUTH_TOKEN }),
    },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const order: Order = {
    ...{ files: givenFiles(spool, run), format: run.format, slug: run.slug, dryRun: run.dryRun },
    ...{ viewer, now: now.getTime() },
  };
  live.processes.set(run.id, child);
  let complaint = "";
  child.stderr?.on("data", (chunk) => {
    complaint = `${complaint}${chunk}`.slice(0, 4000);
  });
  let ended = false;
  // One after the other, in the order in which they were told.
  let heard = Promise.resolve();
  child.on("message", (told: Told) => {
    heard = heard.then(async () => {
      if (told.is === "found") await become({ found: told.found, state: run.dryRun ? "planned" : "coming-in" });
      else if (told.is === "progress") await become({ progress: told.progress });
      else if (told.is === "keep") {
        await become({ state: "kept" });
        child.send("keep");
      } else if (told.is === "done") {
        // What was brought in is in: whoever did it is not told otherwise because a page could not be made fresh.
        await refresh(told.touched).catch((error) => log.error({ error }, "pages could not be made fresh"));
        await become({ state: "done", ...(await foundWith(run.id, told.made)) });
      } else await become({ state: "refused", problem: told.problem });
      ended ||= told.is === "done" || told.is === "refused" || (told.is === "found" && run.dryRun);
    });
    heard.catch(() => child.kill("SIGKILL"));
  });
  child.send(order);
  const code = await exitOf(child);
  await heard;
  if (ended) return;
  if (/heap out of memory|heap limit/i.test(complaint)) await become({ state: "refused", problem: tooMuchMemory });
  else throw new Error(complaint || `the process ended with ${code}`);
}

/** What was planned, with what was made in the end. */
async function foundWith(id: string, made: NonNullable<Run["found"]>["made"]): Promise<Partial<Run>> {
  const found = live.runs.get(id)?.found;
  return found ? { found: { ...found, made } } : {};
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
