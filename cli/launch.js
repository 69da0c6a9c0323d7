import path from "node:path";
import { fileURLToPath } from "node:url";
import { isBuilt } from "../lib/web/server/built.js";

/**
 * What `npm start` runs. Where the build is current, the server comes from the one file that the build made of it: read
 * from TypeScript, its modules alone would take longer than everything else at a start. Else `start.ts` itself runs,
 * and builds first.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
if (await isBuilt(root)) {
  await import("../.next/moot/start.mjs");
} else {
  const { register } = await import("tsx/esm/api");
  register();
  await import("./start.ts");
}
