import http from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { accounts, tokens } from "@/db/schema";
import { hashOfSecret } from "@/lib/accounts/secrets";
import { newId } from "@/lib/ids";
import { type RunningMoot, startMoot } from "../support/server";

let moot: RunningMoot;

beforeAll(async () => {
  moot = await startMoot({ seed: "starter" });
  const db = await openDatabase({ url: `file:${moot.database}` });
  const at = new Date();
  await db.write(async (tx) => {
    const [ada] = await tx
      .insert(accounts)
      .values({ id: newId(), name: "Ada", nameSkeleton: "ada", createdAt: at })
      .returning();
    if (!ada) throw new Error("no account");
    const token = { name: "test", secretHash: hashOfSecret("moot_ada"), scope: "write", createdAt: at } as const;
    await tx.insert(tokens).values({ id: newId(), account: ada.rowId, ...token });
  });
  db.close();
});
afterAll(async () => {
  await moot.stop();
});

const asAda = { authorization: "Bearer moot_ada", "content-type": "application/json" };
const api = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${moot.url}/api/v1${path}`, {
    method,
    headers: asAda,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const page = async (url: string) => (await fetch(url)).text();

test("what is attached through the API stands on the claim's page at once", async () => {
  const { body: claims } = await api("GET", "/claims");
  const [claim] = claims.items;
  expect(await page(claim.url)).not.toContain("A zebra crossed the street.");
  const { status, body } = await api("POST", `/claims/${claim.id}/contributions`, {
    kind: "rebuttal",
    body: { markdown: "A zebra crossed the street." },
  });
  expect(status).toBe(201);
  expect(await page(claim.url)).toContain("A zebra crossed the street.");
  expect(await page(body.url)).toContain("A zebra crossed the street.");
});

test("answers carry a policy that lets nothing run, and are nobody else's to keep", async () => {
  const { headers, body } = await api("GET", "/me");
  expect(body.name).toBe("Ada");
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(headers.get("cache-control")).toBe("private, no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

test("a body that grows too large midway is refused once, and the server says nothing of a fault", async () => {
  const { body: claims } = await api("GET", "/claims");
  const status = await new Promise<number>((resolve, reject) => {
    const request = http.request(
      `${moot.url}/api/v1/claims/${claims.items[0].id}/contributions`,
      { method: "POST", headers: { ...asAda, "transfer-encoding": "chunked" } },
      (response) => resolve(response.statusCode ?? 0),
    );
    request.on("error", reject);
    for (let i = 0; i < 20; i++) request.write("x".repeat(100_000));
    request.end();
  });
  expect(status).toBe(413);
  expect((await api("GET", "/me")).status).toBe(200);
  expect(moot.logs()).not.toMatch(/HEADERS_SENT|"level":50/);
});
