import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const folders = ["app", "components", "lib", "db", "cli", "tests"];

type Violation = { from: string; rule: { name: string } };

/** What `npm run check` finds wrong with the imports in a folder. */
function violations(folder: string): Promise<Violation[]> {
  const cruiser = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [cruiser, "--config", ".dependency-cruiser.cjs", "--output-type", "json", ...folders];
  return new Promise((resolve, reject) =>
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 256 * 1024 * 1024 }, (error, out) => {
      if (out === "") reject(error);
      else resolve((JSON.parse(out) as { summary: { violations: Violation[] } }).summary.violations);
    }),
  );
}

/** Imports that each cross one arrow, by the rule that is to refuse them. */
const crossing: Record<string, [from: string, to: string]> = {
  "nothing-imports-tests": ["lib/text.ts", "tests/support/moot.ts"],
  "app-not-db": ["app/page.ts", "db/client.ts"],
  "app-not-cli": ["app/other.ts", "cli/start.ts"],
  "components-are-markup": ["components/a.ts", "lib/web/ctx.ts"],
  "components-see-pure-lib": ["components/b.ts", "lib/votes/queries.ts"],
  "db-stands-alone": ["db/migrate.ts", "lib/env.ts"],
  "lib-below-app": ["lib/ids.ts", "components/c.ts"],
  "next-only-in-web": ["lib/votes/votes.ts", "node_modules/next/index.js"],
  "nouns-meet-through-queries": ["lib/votes/other.ts", "lib/essays/commands.ts"],
  "web-is-outermost": ["lib/essays/essays.ts", "lib/web/forms.ts"],
};

test("every import of Moot follows the arrows", { timeout: 120_000 }, async () => {
  expect((await violations(root)).map(({ from, rule }) => `${rule.name}: ${from}`)).toEqual([]);
});

test("an import against an arrow is refused, each by its rule", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "moot-arrows-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of folders) await mkdir(path.join(folder, name));
  for (const file of [".dependency-cruiser.cjs", ".aliases.cjs"])
    await cp(path.join(root, file), path.join(folder, file));
  await mkdir(path.join(folder, "node_modules"));
  await symlink(path.join(root, "node_modules/typescript"), path.join(folder, "node_modules/typescript"));
  const write = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text, { flag: "a" });
  };
  for (const [from, to] of Object.values(crossing)) {
    const specifier = to.startsWith("node_modules/")
      ? "next"
      : path.posix
          .relative(path.posix.dirname(from), to)
          .replace(/^(?!\.)/, "./")
          .replace(/\.ts$/, "");
    await write(from, `import "${specifier}";\n`);
    await write(to, "export {};\n");
  }
  await write("node_modules/next/package.json", '{"name":"next","version":"1.0.0","main":"index.js"}');
  await write("lib/round.ts", 'import "./about";\n');
  await write("lib/about.ts", 'import "./round";\n');
  const found = await violations(folder);
  const named = found.map(({ from, rule }) => `${rule.name}: ${from}`);
  expect(named).toEqual(expect.arrayContaining(Object.entries(crossing).map(([rule, [from]]) => `${rule}: ${from}`)));
  expect(found.some(({ rule }) => rule.name === "no-cycles")).toBe(true);
});
