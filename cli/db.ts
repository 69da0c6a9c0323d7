import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { openDatabase } from "@/db/client";
import { readEnv } from "@/lib/env";
import { seed } from "@/lib/interchange/seed";
import { backup } from "@/lib/upkeep/backup";
import { check } from "@/lib/upkeep/check";
import { mend } from "@/lib/upkeep/mend";
import { migrateUnlessOwned } from "@/lib/upkeep/migrate";
import { restore } from "@/lib/upkeep/restore";

const usage = `Use it so:
  npm run db -- migrate                  bring the tables up to date (a start does so too)
  npm run db -- seed                     bring in the essay that SEED asks for, where there is no essay yet
  npm run db -- backup FILE [--force]    write a copy of the database, while it is in use; --force replaces FILE
  npm run db -- restore FILE             put a backup in the database's place, while Moot is stopped
  npm run db -- check [--repair]         look for what is wrong; --repair counts and indexes it anew`;

type Say = (...lines: string[]) => void;

/** Does what the operator typed; answers the exit code: 0 well, 1 refused or something is wrong, 2 mistyped. */
export async function runDb(args: string[], from: Record<string, string | undefined>, say: Say): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { force: { type: "boolean", default: false }, repair: { type: "boolean", default: false } },
    });
    const [verb = "", file, ...more] = positionals;
    const wantsFile = verb === "backup" || verb === "restore";
    if (!Object.hasOwn(verbs, verb) || more.length > 0 || wantsFile !== (file !== undefined)) {
      say(usage);
      return 2;
    }
    return (await verbs[verb as keyof typeof verbs](readEnv(from), say, file ?? "", values)) ?? 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

type Env = ReturnType<typeof readEnv>;
type Options = { force: boolean; repair: boolean };

const verbs = {
  async migrate(env: Env, say: Say) {
    const db = await open(env);
    try {
      const applied = await migrateUnlessOwned(db, env.DATABASE_URL);
      say(...applied.map((name) => `Applied ${name}.`), "The tables are up to date.");
    } finally {
      await db.close();
    }
  },

  async seed(env: Env, say: Say) {
    const db = await open(env);
    try {
      await migrateUnlessOwned(db, env.DATABASE_URL);
      const brought = await seed(db, env.SEED);
      if (brought) say(`Brought in ${brought.claims} claims and ${brought.evidence} pieces of evidence.`);
      else say(env.SEED === "none" ? "SEED is none: nothing to bring in." : "There is an essay already.");
    } finally {
      await db.close();
    }
  },

  async backup(env: Env, say: Say, file: string, { force }: Options) {
    const bytes = await backup(env.DATABASE_URL, file, { replace: force });
    say(`${file} is a whole copy of the database, ${(bytes / 1e6).toFixed(1)} MB.`);
  },

  async restore(env: Env, say: Say, file: string) {
    const kept = await restore(env.DATABASE_URL, file);
    say(`The database is what ${file} was.`);
    if (kept) say(`The one it replaces is kept as ${kept}; remove it when you are sure.`);
  },

  async check(env: Env, say: Say, _file: string, { repair }: Options) {
    let report = await check(env.DATABASE_URL);
    if (repair && report.faults.length > 0) {
      say(...report.faults, "Counting and indexing anew.");
      const db = await open(env);
      await mend(db, report.mendable).finally(() => db.close());
      report = await check(env.DATABASE_URL);
    }
    const sound = report.faults.length === 0;
    say(...(sound ? ["All is well: the file, its references, every count and the index."] : report.faults));
    return sound ? 0 : 1;
  },
};

const open = (env: Env) => openDatabase({ url: env.DATABASE_URL, authToken: env.DATABASE_AUTH_TOKEN });

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = await runDb(process.argv.slice(2), process.env, (...lines) =>
    process.stdout.write(`${lines.join("\n")}\n`),
  );
}
