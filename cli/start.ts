import cluster from "node:cluster";
import path from "node:path";
import type { Database } from "@/db/client";
import { requireDurable } from "@/db/durable";
import { migrateDatabase } from "@/db/migrate";
import { own } from "@/db/ownership";
import { database } from "@/lib/database";
import { type Env, readEnv } from "@/lib/env";
import { sessionSecret } from "@/lib/web/secret";
import { ensureBuild } from "@/lib/web/server/build";
import { formTargets } from "@/lib/web/server/csp";
import { processesIn, refuseWhatMoved } from "./together";

/** `npm run` stands in the program's folder, and the launcher goes there. */
const root = process.cwd();
const dev = process.argv.includes("--dev");
/** Of several processes that serve together, the first speaks. */
const leads = !cluster.isWorker || cluster.worker?.id === 1;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** What only a first start or a change needs is imported where it is needed: a second start is to be quick. */
async function start() {
  const env = readEnv();
  const processes = dev || cluster.isWorker ? 1 : processesIn(process.argv);
  if (processes > 1) {
    await ensureBuild(root, say);
    await (await import("./processes")).startTogether(processes, env, say);
    return;
  }
  const ownership = await own(env.DATABASE_URL);
  refuseWhatMoved(env.DATABASE_URL);
  Object.assign(process.env, { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
  // Without a configured address, next-auth goes by the host that the server found in the request.
  if (env.NEXTAUTH_URL === undefined) process.env.AUTH_TRUST_HOST = "1";
  if (!dev && leads) await ensureBuild(root, say);

  process.env.NEXTAUTH_SECRET = sessionSecret();
  const db = await database();
  await requireDurable(db);
  await migrateDatabase(db, path.join(root, "db/migrations"));
  await seedIfEmpty(db, env);

  const { startServer } = await import("@/lib/web/server/server");
  const server = await startServer({ root, env, dev, formTargets: formTargets(env), db });

  let jobs: { stop(): Promise<void> } | undefined;
  let stopping = false;
  async function stop() {
    if (stopping) return;
    stopping = true;
    await Promise.all([server.close(), jobs?.stop()]);
    await db.close();
    await ownership.release();
    process.exit(0);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());

  const address = env.NEXTAUTH_URL?.replace(/\/$/, "") ?? `http://localhost:${server.port}`;
  if (leads) {
    await invite(db, address);
    say(`Moot is open at ${address}`);
  }
  // Ahead of its first request, but after the first page: on one core the two would share it.
  setTimeout(() => void server.openApi(), 2000).unref();
  setTimeout(() => {
    import("@/lib/web/server/jobs").then(
      ({ startJobs }) => {
        if (!stopping) jobs = startJobs({ db, env, refresh: server.refresh });
      },
      async (error) => {
        const { log } = await import("@/lib/log");
        log.error({ error }, "jobs could not be started: sources are not checked, nothing is delivered");
      },
    );
  }, 3000).unref();
}

async function seedIfEmpty(db: Database, env: Env) {
  const { rows } = await db.clients.reader.execute("select 1 from essays limit 1");
  if (rows.length > 0) return;
  const { seed } = await import("@/lib/interchange/seed");
  const report = await seed(db, env.SEED, new Date(), path.join(root, "db/seed"));
  if (report) say(`Brought in the first essay: ${report.claims} claims, ${report.evidence} pieces of evidence.`);
}

/** Until somebody administers, each start makes a link by which whoever reads this terminal can. */
async function invite(db: Database, address: string) {
  const { rows } = await db.clients.reader.execute("select 1 from accounts where role = 'admin' limit 1");
  if (rows.length > 0) return;
  const { firstAdminLink } = await import("@/lib/accounts/commands/first-admin");
  const link = await firstAdminLink(db, new Date()).catch(() => null);
  if (link) say(`Nobody administers this Moot yet. Whoever opens this link first does:\n  ${address}${link}`);
}

start().catch((error: unknown) => {
  process.stderr.write(`Moot could not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
