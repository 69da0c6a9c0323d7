import { expect, test } from "vitest";
import { startMoot } from "../support/server";

test("A second Moot on the same data is refused in a sentence; after a crash the next one starts", async () => {
  const first = await startMoot();
  try {
    await expect(startMoot({ dataDir: first.dataDir })).rejects.toThrow(
      /Moot could not start. Another Moot \(process \d+\) has .*moot\.db open\. Stop it first/,
    );
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    await first.kill9();
    const next = await startMoot({ dataDir: first.dataDir });
    expect((await fetch(`${next.url}/readyz`)).status).toBe(200);
    await next.stop();
  } finally {
    await first.stop();
  }
});
