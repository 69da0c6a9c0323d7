import { existsSync } from "node:fs";
import path from "node:path";
import { once } from "./process";

/** The programs of the processes that Moot runs beside itself, with the file that each is made of. */
export const childSources = {
  "read-page": "lib/sources/reader/child.ts",
  "import-debate": "lib/interchange/runs/child.ts",
} as const;

/** Where they lie as JavaScript, which begins much sooner than TypeScript; null: where the build puts them. */
export const childPrograms = once("child-programs", (): { folder: string | null } => ({ folder: null }));

/** What Node is told so that it runs one of them. */
export function childProgram(name: keyof typeof childSources): string[] {
  const builds = process.env.NODE_ENV === "production" ? path.join(process.cwd(), ".next", "moot") : null;
  const folder = childPrograms.folder ?? builds;
  const built = folder && path.join(folder, `${name}.mjs`);
  if (built && existsSync(built)) return [built];
  return ["--import", "tsx", path.join(process.cwd(), childSources[name])];
}
