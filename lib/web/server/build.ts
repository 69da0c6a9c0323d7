import { spawn } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { childSources } from "@/lib/child-programs";
import { hashOf, isBuilt, markerOf } from "./built.js";
import { compress } from "./encodings";

/** Builds Moot unless the build at hand was made from these very files. Answers whether it built. */
export async function ensureBuild(root: string, say: (line: string) => void = () => {}): Promise<boolean> {
  if (await isBuilt(root)) return false;
  const now = await hashOf(root);
  say("Building Moot. This happens once after each change of the code, and takes half a minute or so.");
  await rm(markerOf(root), { force: true });
  const outcome = await nextBuild(root);
  if (outcome.includes("Another next build process is already running")) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return ensureBuild(root);
  }
  if (outcome !== "built") throw new Error(`The build failed:\n${outcome}`);
  await compressStatic(path.join(root, ".next", "static"));
  await bundle(root, { start: "cli/start.ts", ...childSources }, ".next/moot");
  await writeFile(markerOf(root), now);
  return true;
}

/**
 * The build gets a database that can't be opened: a page that needed one would bake that database's content into the
 * build, and fails here instead. Answers "built", or what Next printed.
 */
function nextBuild(root: string): Promise<string> {
  const child = spawn(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "production",
      NODE_OPTIONS: "",
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL: "file:/dev/null/no-database-at-build",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  // Stopped in the midst of it, no half-made build goes on behind the operator's back.
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal);
    process.exit(1);
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.once(signal, stop);
  return new Promise<string>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve("built") : resolve(output)));
  }).finally(() => {
    for (const signal of signals) process.off(signal, stop);
  });
}

/**
 * The server, and the processes in which it reads other people's pages and brings debates in, as a few files of
 * JavaScript, packages left where they are. Imports that wait until they are needed stay files of their own.
 */
export async function bundle(root: string, entryPoints: Record<string, string>, outdir: string): Promise<void> {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    outExtension: { ".js": ".mjs" },
    platform: "node",
    target: "node20",
    packages: "external",
    jsx: "automatic",
    logLevel: "warning",
  });
}

/** What browsers load is compressed here as well as can be, once: `x.js` gets `x.js.br` and `x.js.gz` beside it. */
async function compressStatic(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    if (!entry.isFile() || !/\.(js|css|json|svg|txt)$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const body = await readFile(file);
    await writeFile(`${file}.br`, await compress(body, "br", 11));
    await writeFile(`${file}.gz`, await compress(body, "gzip", 11));
  }
}
