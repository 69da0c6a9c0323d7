import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

// Plain JavaScript, because `npm start` asks this before there is anything that reads TypeScript.

/** Everything that a build is made from. */
const sources = [
  "app",
  "cli",
  "components",
  "db",
  "lib",
  "public",
  "next.config.js",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

/** @param {string} root */
export const markerOf = (root) => path.join(root, ".next", "moot-build");

/**
 * Whether the build at hand was made from these very files.
 * @param {string} root
 */
export const isBuilt = async (root) =>
  (await readFile(markerOf(root), "utf8").catch(() => "")) === (await hashOf(root));

/**
 * A hash over the name and content of each source file.
 * @param {string} root
 */
export async function hashOf(root) {
  /** @type {string[]} */
  const files = [];
  for (const source of sources) {
    const entries = await readdir(path.join(root, source), { withFileTypes: true, recursive: true }).catch(() => null);
    if (entries === null) files.push(source);
    for (const entry of entries ?? []) {
      if (entry.isFile()) files.push(path.relative(root, path.join(entry.parentPath, entry.name)));
    }
  }
  const hash = createHash("sha256");
  const contents = await Promise.all(
    files
      .sort()
      .map(async (file) => /** @type {const} */ ([file, await readFile(path.join(root, file)).catch(() => "")])),
  );
  for (const [file, content] of contents) hash.update(`${file}\0${content.length}\0`).update(content);
  return hash.digest("hex");
}
