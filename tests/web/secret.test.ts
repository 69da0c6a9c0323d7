import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { dataFolder } from "@/db/file";
import { findSecret } from "@/lib/web/secret";

async function folder() {
  const made = await mkdtemp(path.join(tmpdir(), "moot-secret-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}
const env = (data: string, NEXTAUTH_SECRET?: string) => ({
  DATABASE_URL: `file:${data}/deep/moot.db`,
  NEXTAUTH_SECRET,
});

test("a secret is made once, beside the database, for its owner's eyes only", async () => {
  const data = await folder();
  const secret = findSecret(env(data));
  expect(secret.length).toBeGreaterThanOrEqual(43);
  expect(findSecret(env(data))).toBe(secret);
  const file = path.join(data, "deep/secret");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readFile(file, "utf8")).trim()).toBe(secret);
});

test("a configured secret goes first, and a spoilt one is not taken", async () => {
  const data = await folder();
  expect(findSecret(env(data, "configured configured configured"))).toBe("configured configured configured");
  findSecret(env(data));
  await writeFile(path.join(data, "deep/secret"), "short");
  expect(() => findSecret(env(data))).toThrow(/holds no secret/);
});

test("data lies beside the database's file, or in ./data where the database is a server", () => {
  expect(dataFolder("file:/srv/moot/moot.db")).toBe("/srv/moot");
  expect(dataFolder("file:./data/moot.db")).toBe(path.resolve("data"));
  expect(dataFolder("libsql://db.example")).toBe(path.resolve("data"));
});
