import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Refusal } from "@/lib/errors";
import { type GivenFile, importLimit } from "../files";
import { isUnderWay, type Run } from "./run";

/** How long an upload is kept that nobody brings in, in ms. */
const keptFor = 24 * 60 * 60 * 1000;

/** Bytes that all uploads together may take. */
const roomForAll = 4 * importLimit;

const ids = /^[a-z0-9]{9}$/;

const folderOf = (spool: string, id: string) => path.join(spool, id);

/** Files are kept under numbers: what they are called was said by somebody else. */
export const filePath = (spool: string, id: string, place: number) => path.join(folderOf(spool, id), `file-${place}`);

/** Makes room for an upload: throws away what is old, and refuses where there is still too much. */
export async function openUpload(spool: string, id: string, now: Date): Promise<void> {
  await mkdir(spool, { recursive: true, mode: 0o700 });
  let taken = 0;
  for (const one of await readdir(spool)) {
    const run = await readRun(spool, one);
    const since = run
      ? Date.parse(run.startedAt)
      : ((await stat(path.join(spool, one)).catch(() => null))?.mtimeMs ?? 0);
    if (now.getTime() - since > keptFor && !(run && isUnderWay(run))) await discard(spool, one);
    else taken += (run?.files ?? []).reduce((sum, file) => sum + file.size, 0);
  }
  if (taken + importLimit > roomForAll) {
    const sentence = "There are too many uploads that wait to be brought in. Bring one in, or throw one away.";
    throw new Refusal(409, "import.too_many_uploads", sentence);
  }
  await mkdir(folderOf(spool, id), { mode: 0o700 });
}

export async function readRun(spool: string, id: string): Promise<Run | null> {
  if (!ids.test(id)) return null;
  const text = await readFile(path.join(folderOf(spool, id), "run.json"), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as Run);
}

/** Replaced whole, so that it is never read half written. */
export async function writeRun(spool: string, run: Run): Promise<void> {
  const file = path.join(folderOf(spool, run.id), "run.json");
  await writeFile(`${file}.new`, JSON.stringify(run), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export async function listRuns(spool: string): Promise<Run[]> {
  const runs = await Promise.all((await readdir(spool).catch(() => [])).map((id) => readRun(spool, id)));
  return runs.flatMap((run) => run ?? []).sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

export const givenFiles = (spool: string, run: Pick<Run, "id" | "files">): GivenFile[] =>
  run.files.map(({ name, size }, place) => ({ name, size, path: filePath(spool, run.id, place) }));

/** Throws the files away, and keeps what became of them. */
export async function discardFiles(spool: string, run: Run): Promise<void> {
  await Promise.all(run.files.map((_, place) => rm(filePath(spool, run.id, place), { force: true })));
}

export async function discard(spool: string, id: string): Promise<void> {
  await rm(folderOf(spool, path.basename(id)), { recursive: true, force: true });
}
