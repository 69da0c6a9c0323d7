import path from "node:path";
import { fileURLToPath } from "node:url";
import { migrateDatabase } from "@/db/migrate";
import { firstAdminLink } from "@/lib/accounts/commands/first-admin";
import { database } from "@/lib/database";
import { type Env, readEnv } from "@/lib/env";
import { seed } from "@/lib/interchange/seed";
import { ensureBuild } from "@/lib/web/server/build";
import { dataFolder, keptSecret } from "@/lib/web/server/secret";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const dev = process.argv.includes("--dev");
const say = (line: string) => process.stdout.write(`${line}\n`);

async function start() {
  const env = readEnv();
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  Object.assign(process.env, { NODE_ENV: dev ? "development" : "production" });
  process.env.NEXTAUTH_SECRET = env.NEXTAUTH_SECRET ?? (await keptSecret(dataFolder(env.DATABASE_URL)));
  // Without a configured address, next-auth goes by the host that the server found in the request.
  if (env.NEXTAUTH_URL === undefined) process.env.AUTH_TRUST_HOST = "1";
  if (!dev) await ensureBuild(root, say);

  const db = await database();
  await migrateDatabase(db, path.join(root, "db/migrations"));
  const brought = await seed(db, env.SEED);
  if (brought) say(`Brought in ${brought.claims} claims and ${brought.evidence} pieces of evidence.`);

  const { startServer } = await import("@/lib/web/server/server");
  const server = await startServer({ root, env, dev, formTargets: formTargets(env) });

  let stopping = false;
  async function stop() {
    if (stopping) return;
    stopping = true;
    await server.close();
    if (env.DATABASE_URL.startsWith("file:")) {
      await db.clients.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").catch(() => {});
    }
    db.close();
    process.exit(0);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());

  const address = env.NEXTAUTH_URL ?? `http://localhost:${server.port}`;
  say(`Moot is open at ${address}`);
  const adminPath = await firstAdminLink(db, new Date());
  if (adminPath) say(`Nobody administers it yet. Whoever opens this link first does:\n${address}${adminPath}`);
}

/** Where the form of a sign-in may lead on to: Chromium holds a form's redirects to `form-action` too. */
function formTargets(env: Env): string[] {
  return [
    ...(env.GITHUB_ID ? ["https://github.com"] : []),
    ...(env.GOOGLE_ID ? ["https://accounts.google.com"] : []),
    ...(env.OIDC_ISSUER ? [new URL(env.OIDC_ISSUER).origin] : []),
  ];
}

start().catch((error: unknown) => {
  process.stderr.write(`Moot could not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
