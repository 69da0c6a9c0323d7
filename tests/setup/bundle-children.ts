import { rm } from "node:fs/promises";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { childSources } from "@/lib/child-programs";
import { bundle } from "@/lib/web/server/build";

/** As the build does it for `npm start`: read from TypeScript, each process beside a test's would take seconds to begin. */
export default async function setup(project: TestProject) {
  const root = path.resolve(import.meta.dirname ?? "tests/setup", "../..");
  // Within the project, where they find its packages.
  const folder = path.join(root, "node_modules", ".cache", `moot-tests-${process.pid}`);
  await bundle(root, childSources, folder);
  project.provide("childPrograms", folder);
  return () => rm(folder, { recursive: true, force: true });
}

declare module "vitest" {
  interface ProvidedContext {
    childPrograms: string;
  }
}
