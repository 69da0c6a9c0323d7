import cluster, { type Worker } from "node:cluster";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { databaseFile, dataFolder } from "@/db/file";
import { own } from "@/db/ownership";
import { makeKeys, startSqld } from "@/db/sqld";
import type { Env } from "@/lib/env";
import { snapshot } from "@/lib/upkeep/backup";
import { sessionSecret } from "@/lib/web/secret";
import { serversFile } from "./together";

type Say = (line: string) => void;

/**
 * Serves with several processes on one port. Since one process owns a file, they share libSQL's server: the one that
 * DATABASE_URL names, or one that is started here on the data folder. A process that dies is replaced.
 */
export async function startTogether(count: number, env: Env, say: Say): Promise<void> {
  const file = databaseFile(env.DATABASE_URL);
  process.env.NEXTAUTH_SECRET = sessionSecret();
  const store = file === null ? null : await startStore(file, env);
  Object.assign(process.env, store?.env);

  let stopping = false;
  async function stop(code: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    await Promise.all(workers.map(ended));
    await store?.stop();
    process.exit(code);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(0));
  store?.died.then(() => {
    if (!stopping) process.stderr.write("The database server ended by itself.\n");
    return stop(1);
  });

  const begun = new Map<number, number>();
  cluster.on("fork", (worker) => begun.set(worker.id, Date.now()));
  cluster.on("exit", (worker, code) => {
    if (stopping) return;
    // One that cannot even begin would be replaced for ever.
    if (Date.now() - (begun.get(worker.id) ?? 0) < 5000) return void stop(1);
    process.stderr.write(`A process ended (${worker.process.pid}, code ${code}). Another takes its place.\n`);
    cluster.fork();
  });
  // The first migrates, brings in the essay and says how to administer; the others find that done.
  await opened(cluster.fork());
  await Promise.all(Array.from({ length: count - 1 }, () => opened(cluster.fork())));
  say(`${count} processes serve it.`);
  if (store) say(`Other commands find its database so: set -a; . ${store.envFile}`);
}

const opened = (worker: Worker) => new Promise<void>((resolve) => worker.once("listening", () => resolve()));

function ended(worker: Worker): Promise<void> {
  if (worker.isDead()) return Promise.resolve();
  return new Promise((resolve) => {
    worker.once("exit", () => resolve());
    worker.process.kill("SIGTERM");
  });
}

/** libSQL's server on the data folder, with the database that one process had there before, where there was one. */
async function startStore(file: string, env: Env) {
  // As if this process had the file: a start without --processes must not open it beside the server.
  await own(env.DATABASE_URL);
  const folder = path.join(dataFolder(env.DATABASE_URL), "server");
  await bringOver(file, serversFile(env.DATABASE_URL));
  const keys = makeKeys();
  const ports = { http: env.PORT + 1, admin: env.PORT + 2 };
  const server = await startSqld({ folder, ports, keys }).catch((cause) => {
    const sentence = `The database server that the processes share needs the ports ${ports.http} and ${ports.admin} of this machine. Give Moot another PORT where they are taken.`;
    throw new Error(`${sentence}\n${cause.message}`, { cause });
  });
  const given = { DATABASE_URL: server.url, DATABASE_AUTH_TOKEN: keys.token };
  const envFile = path.join(dataFolder(env.DATABASE_URL), "server.env");
  await writeFile(envFile, `DATABASE_URL=${given.DATABASE_URL}\nDATABASE_AUTH_TOKEN=${keys.token}\n`, { mode: 0o600 });
  return {
    env: given,
    envFile,
    died: new Promise((resolve) => server.process.once("exit", resolve)),
    async stop() {
      await server.stop();
      await rm(envFile, { force: true });
    },
  };
}

async function bringOver(file: string, to: string): Promise<void> {
  if (existsSync(to) || !existsSync(file)) return;
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  const draft = `${to}.partial`;
  await rm(draft, { force: true });
  await snapshot(file, draft);
  await rename(draft, to);
}
