import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { listEssays } from "@/lib/essays/queries";
import { exportFormats } from "@/lib/interchange/interchange";
import { spoolOf } from "@/lib/interchange/runs/runs";
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
  const essay = { slug: "cars", url: expect.stringMatching(/\/essays\/cars$/) };
  expect(done.body).toMatchObject({ state: "done", dryRun: false, essay });
  expect(refreshed).toContain("essays");
  expect((await bring("&slug=cars")).body.code).toBe("essay.already_there");
});

test("what a dry run has read is brought in without being sent again, and can be thrown away", async () => {
  const { send, as } = await api();
  const sent = await send("root", "POST", "/imports?dryRun=true", "Discussion Title: Soap\n\n1. Soap cleans.\n", admin);
  expect(sent.body).toMatchObject({ state: "planned", essay: { slug: "soap" }, made: { claims: 1 } });
  const at = `/imports/${sent.body.id}`;
  expect((await send("root", "GET", at, undefined, admin)).body).toEqual(sent.body);
  expect((await send("root", "POST", `${at}?slug=on-elements`, undefined, admin)).body).toMatchObject({
    code: "essay.already_there",
    import: sent.body.id,
  });
  expect((await send("root", "POST", `${at}?slug=on-soap`, undefined, admin)).body).toMatchObject({ state: "done" });
  expect((await listEssays(await as(null))).map((essay) => essay.slug)).toContain("on-soap");
  expect((await send("root", "POST", at, undefined, admin)).body.code).toBe("import.done");
  expect((await send("root", "DELETE", at, undefined, admin)).status).toBe(204);
  expect((await send("root", "GET", at, undefined, admin)).status).toBe(404);
});

test("a browser's form is led to the upload's page, and a refusal back to where it came from", async () => {
  const { app, send } = await api();
  await send("root", "GET", "/me", undefined, admin);
  const post = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return app.request("/api/v1/imports", {
      method: "POST",
      headers: { authorization: "Bearer moot_root_write", accept: "text/html,*/*" },
      body: form,
    });
  };
  const pasted = await post({ text: "Discussion Title: Soap\r\n\r\n1. Soap cleans.\r\n", dryRun: "true", slug: "" });
  expect(pasted.status).toBe(303);
  expect(pasted.headers.get("location")).toMatch(/^\/moderation\/import\/[a-z0-9]{9}$/);
  const empty = await post({ text: " " });
  expect(empty.headers.get("location")).toBe("/moderation/import?refused=import.one_file");
  const stranger = await app.request("/api/v1/imports", {
    method: "POST",
    headers: { accept: "text/html" },
    body: "x",
  });
  expect(stranger.headers.get("location")).toBe("/signin?next=%2Fmoderation%2Fimport");
});

test("more than an import takes is refused with its size, in bounded memory, and nothing of it stays", {
  timeout: 120_000,
}, async () => {
  const { app, send, db } = await api();
  await send("root", "GET", "/me", undefined, admin);
  const piece = new Uint8Array(1024 * 1024).fill(32);
  let sent = 0;
  let most = 0;
  const body = new ReadableStream({
    pull(controller) {
      most = Math.max(most, process.memoryUsage().rss);
      if (sent === 200) controller.close();
      else controller.enqueue(piece);
      sent += 1;
    },
  });
  const before = process.memoryUsage().rss;
  const response = await app.request("/api/v1/imports?name=large.json", {
    ...{ method: "POST", headers: { authorization: "Bearer moot_root_write" }, body },
    ...({ duplex: "half" } as object),
  });
  expect(response.status).toBe(413);
  expect((await response.json()).detail).toMatch(/200 MB.*128 MB/);
  expect(most - before).toBeLessThan(100 * 1024 * 1024);
  expect(await readdir(spoolOf({ db }))).toEqual([]);
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
