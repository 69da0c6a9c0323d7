import { writeFileSync } from "node:fs";
import { readPage } from "../reading/read";
import { readRequest } from "./message";

/**
 * The process in which pages are read: it has no environment, no database and no secret, and is ended when it takes
 * too long or too much memory. One page, then it is gone.
 */
async function main(): Promise<void> {
  // Should memory run out, this goes first, and Moot stays. Linux only.
  try {
    writeFileSync("/proc/self/oom_score_adj", "1000");
  } catch {}
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const { page, bytes } = readRequest(Buffer.concat(chunks));
  process.stdout.write(JSON.stringify(await readPage(bytes, page)));
}

main().catch((error: unknown) => {
  process.stderr.write(String(error instanceof Error ? error.message : error).slice(0, 500));
  process.exitCode = 1;
});
