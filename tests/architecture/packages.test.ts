import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

type Package = {
  resolved?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const manifest: Package & { engines: { node: string } } = json("package.json");
const lock: { packages: Record<string, Package> } = json("package-lock.json");
const named = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });

/** Packages that are run, or read as types, and never imported. */
const notImported: Record<string, string> = {
  "@biomejs/biome": "npm run check",
  "dependency-cruiser": "npm run check",
  "typescript-7": "npm run check",
  tsx: "runs cli/",
};

describe("the packages", () => {
  test("have exact versions, so that a clone of next year is the one of today", () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test("of Tiptap are all of one version", () => {
    const versions = Object.entries(lock.packages).flatMap(([place, one]) =>
      /node_modules\/@tiptap\//.test(place) ? [(one as { version?: string }).version] : [],
    );
    expect(new Set(versions).size).toBe(1);
  });

  test("are all used by something", () => {
    const files = ["app", "components", "lib", "db", "cli", "tests"].flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
        .map((entry) => path.join(entry.parentPath, entry.name)),
    );
    const text = [...files, "drizzle.config.ts", "vitest.config.ts"]
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    const imported = (name: string) => new RegExp(`["']${name.replaceAll("/", "\\/")}(/[^"']*)?["']`).test(text);
    const used = (name: string) =>
      imported(name.replace(/^@types\//, "")) || name === "@types/node" || name in notImported || isPeer(name);
    expect(named.filter((name) => !used(name))).toEqual([]);
  });

  test("each have their line in the record of decisions", () => {
    const record = readFileSync("docs/decisions/0001-the-stack.md", "utf8");
    expect(named.filter((name) => !record.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("the lockfile", () => {
  test("names no registry: each machine asks its own", () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  test("names every platform's binaries, or npm ci refuses it", () => {
    const missing = Object.entries(lock.packages).flatMap(([place, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {})
        .filter((name) => !resolves(place, name))
        .map((name) => `${place}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

/** Whether npm would find `name` from a package at `place`: in its own node_modules, or in one further up. */
function resolves(place: string, name: string): boolean {
  for (let at = place; ; at = at.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    if (`${at === "" ? "" : `${at}/`}node_modules/${name}` in lock.packages) return true;
    if (at === "") return false;
  }
}

/** Whether a package that we name asks for this one beside it. */
function isPeer(name: string): boolean {
  return named.some((other) => {
    const { peerDependencies = {} } = lock.packages[`node_modules/${other}`] as {
      peerDependencies?: Record<string, string>;
    };
    return name in peerDependencies;
  });
}
