import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { childProgram } from "@/lib/child-programs";
import type { PageRead, ToRead } from "../reading/read";
import { writeRequest } from "./message";
import { createTurns } from "./turns";

export type ReaderOptions = {
  /** How long reading a page may take, in ms. */
  patience?: number | undefined;
  /** How much memory, in MB. */
  memory?: number | undefined;
  /** Ends it before its time. */
  signal?: AbortSignal | undefined;
};

/** Two at once: reading takes a processor, and the server wants one too. */
const turn = createTurns(2);

/** Reads a page's bytes in a process of its own; null where it is of no kind that has text. */
export const readApart = (bytes: Buffer, page: ToRead, options: ReaderOptions = {}): Promise<PageRead | null> =>
  turn(() => run(writeRequest(page, bytes), options));

const answerAtMost = 1024 * 1024;

async function run(
  request: Buffer,
  { patience = 15_000, memory = 512, signal }: ReaderOptions,
): Promise<PageRead | null> {
  signal?.throwIfAborted();
  const child = spawn(process.execPath, ["--max-old-space-size=256", ...childProgram("read-page")], {
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let why: string | undefined;
  const end = (reason: string) => {
    why ??= reason;
    child.kill("SIGKILL");
  };
  const stop = () => end("it was stopped");
  signal?.addEventListener("abort", stop);
  const late = setTimeout(() => end("it took too long"), patience);
  const watch = setInterval(async () => {
    if ((await residentMegabytes(child)) > memory) end("it took too much memory");
  }, 50);
  try {
    const [answer, complaint, code] = await Promise.all([
      collect(child.stdout, () => end("its answer was too long")),
      collect(child.stderr, () => end("it complained too long")),
      new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve)),
      new Promise<void>((resolve) => {
        // It may be gone before it has read everything.
        child.stdin.on("error", () => {});
        child.stdin.end(request, () => resolve());
        child.once("close", () => resolve());
      }),
    ]);
    if (code !== 0 || why !== undefined) throw new Error(why ?? (complaint || `it ended with ${code}`));
    return JSON.parse(answer) as PageRead | null;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener("abort", stop);
    clearInterval(watch);
    child.kill("SIGKILL");
  }
}

async function collect(stream: NodeJS.ReadableStream, tooLong: () => void): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += (chunk as Buffer).length;
    if (length > answerAtMost) tooLong();
    else chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

/**
 * What the process holds of the machine's memory, as Linux tells; 0 elsewhere. Node's own limit is of the heap alone, and
 * what a PDF unpacks to lies outside of it.
 */
async function residentMegabytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
