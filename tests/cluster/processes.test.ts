import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { createClient } from "@libsql/client";
import { expect, onTestFinished, test } from "vitest";
import { runDb } from "@/cli/db";
import { openDatabase } from "@/db/client";
import { webSocketUrl } from "@/db/server";
import { makeToken, signUp } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";
import { vote } from "../support/cluster";
import { testFolder } from "../support/folder";
import { password } from "../support/people";
import { mootForTest, startMoot } from "../support/server";

async function folderWithEssay() {
  const dataDir = await testFolder("processes");
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  await (await startMoot({ dataDir, seed: "claims" })).stop();
  const db = await openDatabase({ url: `file:${path.join(dataDir, "moot.db")}` });
  const { viewer } = await signUp(createCtx(db), { name: "Ada", password });
  const { secret } = await makeToken(createCtx(db, viewer), { name: "test", scope: "write" });
  const { rows } = await db.clients.reader.execute("select id from claims order by position");
  db.close();
  return { dataDir, token: secret, claims: rows.map(({ id }) => String(id)) };
}

/** The processes that serve, of which the one that was started looks after. */
async function workersOf(pid: number): Promise<number[]> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).trim().split(/\s+/).map(Number);
  const commands = await Promise.all(
    children.map((child) => readFile(`/proc/${child}/cmdline`, "utf8").catch(() => "")),
  );
  return children.filter((_, i) => commands[i]?.includes("launch.js"));
}

test("several processes serve one debate on one port, one that dies is replaced, and nothing is lost either way", async () => {
  const { dataDir, token, claims } = await folderWithEssay();
  const together = await mootForTest({ dataDir, args: ["--processes", "2"] });
  await expect.poll(() => together.logs(), { timeout: 30_000 }).toContain("2 processes serve it.");
  for (const claim of claims.slice(0, 6)) expect((await vote(together, claim, token, "agree")).status).toBe(200);

  // Nobody else on the machine may ask the server: the key is in a file of its owner's.
  const env = await readFile(path.join(dataDir, "server.env"), "utf8");
  const url = /DATABASE_URL=(.+)/.exec(env)?.[1] ?? "";
  const stranger = createClient({ url: webSocketUrl(url) });
  await expect(stranger.execute("select 1")).rejects.toThrow();
  stranger.close();
  const authToken = /DATABASE_AUTH_TOKEN=(.+)/.exec(env)?.[1] ?? "";
  const operator = await openDatabase({ url, authToken });
  const counted = await operator.clients.reader.execute("select sum(agree) as n from claims");
  expect(counted.rows).toMatchObject([{ n: 6 }]);
  operator.close();

  // Past the time in which an end would be taken for a start that fails.
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const [victim] = await workersOf(together.pid);
  if (victim === undefined) throw new Error("no process serves");
  process.kill(victim, "SIGKILL");
  await expect
    .poll(async () => (await workersOf(together.pid)).filter((pid) => pid !== victim), { timeout: 10_000 })
    .toHaveLength(2);
  await expect
    .poll(() =>
      vote(together, claims[6] ?? "", token, "agree").then(
        ({ status }) => status,
        () => null,
      ),
    )
    .toBe(200);

  expect(await together.stop()).toBe(0);
  expect(existsSync(path.join(dataDir, "server.env"))).toBe(false);

  // The file as it was before would hide what was written since.
  await expect(startMoot({ dataDir })).rejects.toThrow(/Start with --processes again/);

  const said: string[] = [];
  const file = path.join(dataDir, "server/dbs/default/data");
  const from = { DATABASE_URL: `file:${path.join(dataDir, "moot.db")}` };
  expect(await runDb(["restore", file], from, (...lines) => said.push(...lines)), said.join("\n")).toBe(0);
  await rm(path.join(dataDir, "server"), { recursive: true });
  const alone = await mootForTest({ dataDir });
  const claim = await (await fetch(`${alone.url}/api/v1/claims/${claims[0]}`)).json();
  expect(claim.tally).toMatchObject({ agree: 1, total: 1 });
});
