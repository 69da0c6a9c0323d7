import { existsSync } from "node:fs";
import path from "node:path";
import { databaseFile, dataFolder } from "@/db/file";

/** How many processes were asked for on the command line; 1 where it says nothing of it. */
export function processesIn(args: string[]): number {
  const at = args.indexOf("--processes");
  if (at < 0) return 1;
  const count = Number(args[at + 1]);
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count;
  throw new Error("Use it so: npm start -- --processes 4 (1 to 64; as many as the machine has cores).");
}

/** Where libSQL's server keeps the database, once several processes served together. */
export const serversFile = (databaseUrl: string): string =>
  path.join(dataFolder(databaseUrl), "server/dbs/default/data");

/** Refuses to go on with a file as it was before several processes wrote elsewhere: what they wrote would seem lost. */
export function refuseWhatMoved(databaseUrl: string): void {
  const file = databaseFile(databaseUrl);
  const there = serversFile(databaseUrl);
  if (file === null || !existsSync(there)) return;
  throw new Error(
    `Several processes served this Moot together, and what was written since is in ${there}. Start with --processes again, or bring it back: npm run db -- restore ${there} and then move ${path.dirname(path.dirname(path.dirname(there)))} away.`,
  );
}
