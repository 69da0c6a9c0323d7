import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { listEssays } from "@/lib/essays/queries";
import { exportFormats } from "@/lib/interchange/interchange";
import { api, evidence } from "./support";

const admin = { role: "admin" } as const;

test.each(exportFormats.filter((format) => format !== "moot" && format !== "aif"))(
  "anybody takes an essay out as %s, as a file to keep",
  async (format) => {
    const { app, send, claim } = await api();
    await send("ada", "POST", `/claims/${claim.id}/contributions`, evidence());
    const response = await app.request(`/api/v1/essays/on-elements/export?format=${format}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''/);
    expect(response.headers.get("content-type")).toMatch(/^text\//);
    expect(await response.text()).toMatch(/On elements|Water is wet/);
  },
);

test("of Polis's files each has its address", async () => {
  const { app, send, claim } = await api();
  await send("ada", "PUT", `/claims/${claim.id}/vote`, { value: "agree" });
  const at = (file: string) => app.request(`/api/v1/claims/${claim.id}/export?format=polis&file=${file}`);
  expect((await (await at("votes.csv")).text()).split("\r\n")[1]).toMatch(/,0,0,1$/);
  expect((await (await at("comments.csv")).text()).split("\r\n")[1]).toMatch(/Water is wet$/);
  expect((await at("nothing.csv")).status).toBe(404);
});

test("what is not there, or no format, is refused before a byte is sent", async () => {
  const { send } = await api();
  expect((await send(null, "GET", "/essays/nowhere/export")).body.code).toBe("essay.not_found");
  expect((await send(null, "GET", "/claims/nothing/export?format=csv")).body.code).toBe("claim.not_found");
  expect((await send(null, "GET", "/essays/on-elements/export?format=word")).status).toBe(422);
});

test("what readers don't see is for admins alone, and only in Moot's own format", async () => {
  const { send } = await api();
  const full = "/essays/on-elements/export?view=full";
  expect((await send(null, "GET", full)).status).toBe(401);
  expect((await send("mo", "GET", full, undefined, { role: "moderator" })).status).toBe(403);
  expect((await send("root", "GET", full, undefined, admin)).body.view).toBe("full");
  expect((await send("root", "GET", `${full}&format=csv`, undefined, admin)).body.code).toBe("export.public_only");
});

test("an admin brings a debate in: first dry, then in earnest", async () => {
  const { send, as, refreshed } = await api();
  const text = await readFile("tests/interchange/samples/kialo-flush.txt", "utf8");
  const bring = (query: string) =>
    send("root", "POST", `/imports?name=kialo-flush.txt${query}`, text, {
      ...admin,
      headers: { "content-type": "text/plain" },
    });
  const tried = await bring("&dryRun=true");
  expect(tried.body).toMatchObject({ format: "kialo", dryRun: true, made: { claims: 2, evidence: 7, rebuttals: 2 } });
  expect(tried.body.report[0]).toMatchObject({ file: "kialo-flush.txt", line: 10, what: "changed" });
  expect(await listEssays(await as(null))).toHaveLength(1);
  expect(refreshed).toEqual([]);
  const done = await bring("&slug=cars");
  expect(done.body).toMatchObject({ dryRun: false, slug: "cars", url: expect.stringMatching(/\/essays\/cars$/) });
  expect(refreshed).toContain("essays");
  expect((await bring("&slug=cars")).body.code).toBe("essay.already_there");
});

test("Polis's files come as one form", async () => {
  const { app, send } = await api();
  await send("root", "GET", "/me", undefined, admin);
  const form = new FormData();
  for (const name of ["comments.csv", "votes.csv", "summary.csv"])
    form.append("file", new Blob([await readFile(`tests/interchange/samples/polis/${name}`)]), name);
  const response = await app.request("/api/v1/imports", {
    method: "POST",
    headers: { authorization: "Bearer moot_root_write" },
    body: form,
  });
  expect(await response.json()).toMatchObject({ format: "polis", made: { claims: 3, votes: 5 } });
});

test("nobody else brings anything in", async () => {
  const { send } = await api();
  const octets = { "content-type": "application/octet-stream" };
  expect((await send(null, "POST", "/imports", "x", { headers: octets })).status).toBe(401);
  expect((await send("mo", "POST", "/imports", "x", { role: "moderator", headers: octets })).status).toBe(403);
});
