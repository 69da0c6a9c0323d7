import path from "node:path";
import { ensureBuild } from "@/lib/web/server/build";

/** What `npm start` does first, so that no test pays for it. */
export default async function setup() {
  await ensureBuild(path.resolve(import.meta.dirname ?? "tests/setup", "../.."));
}
