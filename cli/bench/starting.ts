import { spawn } from "node:child_process";
import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { freePort, root, scratch } from "./children";
import type { Bench } from "./context";
import { type Figure, spread } from "./figures";

/** From `npm start`, already built, to the first answered page. */
export async function starting(bench: Bench): Promise<Figure[]> {
  const folder = scratch("starting");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const database = path.join(folder, "moot.db");
  await copyFile(bench.data.database, database);
  const times: number[] = [];
  for (let run = 0; run < bench.runs; run++) {
    const port = await freePort();
    const began = performance.now();
    const child = spawn("npm", ["start", "--silent"], {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(port),
        HOSTNAME: "127.0.0.1",
        DATABASE_URL: `file:${database}`,
        SEED: "none",
        SOURCE_CHECKS: "off",
      },
      stdio: "ignore",
      detached: true,
    });
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}${bench.data.claim.path}`).catch(() => null);
      if (answer?.ok) break;
      if (performance.now() - began > 60_000) throw new Error("npm start answered nothing for a minute");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    times.push((performance.now() - began) / 1000);
    if (child.pid) process.kill(-child.pid, "SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  }
  return [
    { part: "start", name: "from npm start to the first answered page", unit: "s", ours: spread(times), atMost: 2 },
  ];
}
