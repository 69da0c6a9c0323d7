import { once } from "node:events";
import path from "node:path";
import { Worker } from "node:worker_threads";

/**
 * How long after a write the log is brought into the database's file, in ms. The first commit after it waits for the disk
 * as it begins the log anew, and the event loop with it: that is to be rare.
 */
const patience = 5000;

/** Pages that the log may have before writers are made to wait, so that it can begin anew. 16 MB. */
const pagesAtMost = 4000;

/**
 * Brings the write-ahead log into the database's file, in a worker of its own: the disk is waited for there, twice, while
 * everybody reads and writes. SQLite would do it within a commit. Where writes never cease, it never gets to the
 * log's end, and the log would grow for ever: then it takes a turn among the writers.
 */
export function openCheckpoints(url: string, alone: <T>(work: () => Promise<T>) => Promise<T>) {
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  /** @returns how many pages the log had. */
  async function checkpoint(): Promise<number> {
    worker ??= startWorker(url);
    worker.postMessage("checkpoint");
    const [pages] = await once(worker, "message");
    return pages;
  }

  async function run(): Promise<void> {
    try {
      if ((await checkpoint()) > pagesAtMost) await alone(checkpoint);
    } catch {
      // What can't be brought over stays in the log, where it is as safe; the next write plans the next attempt.
      worker = undefined;
    }
    running = undefined;
    timer = undefined;
  }

  return {
    /** To be called after each write. */
    plan(): void {
      timer ??= setTimeout(() => {
        running = run();
      }, patience).unref();
    },
    /** A worker that is ended in the midst of a checkpoint would leave its connection open. */
    async close(): Promise<void> {
      clearTimeout(timer);
      worker?.ref();
      await running;
      await worker?.terminate();
    },
  };
}

function startWorker(url: string): Worker {
  const file = path.join(process.cwd(), "db", "checkpoint-worker.js");
  const worker = new Worker(/* turbopackIgnore: true */ file, { workerData: url, execArgv: [] });
  worker.unref();
  return worker;
}
