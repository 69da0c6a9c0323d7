import { expect, test } from "vitest";
import { lookingAt, workOff } from "../support/looking";
import { page, startSite } from "../support/site";
import { api, evidence } from "./support";

const curator = { role: "curator" } as const;

test("a curator's queue holds what was found at a source's address; nobody else's page does", async () => {
  const m = await api();
  const site = await startSite();
  const url = site.at("/study", page("We found that it was wet.", "<title>On water</title>"));
  const source = { url, title: "On water", excerpt: "it was wet" };
  const { body } = await m.send("ada", "POST", `/claims/${m.claim.id}/contributions`, evidence({ source }));
  await workOff(m, lookingAt(site));
  const { body: queue } = await m.send("cora", "GET", "/moderation/queue", undefined, curator);
  expect(queue.items[0].source.check).toMatchObject({
    found: "exact",
    passage: { exact: "it was wet", prefix: "We found that ", suffix: "." },
  });
  const { body: read, text } = await m.send(null, "GET", `/contributions/${body.id}`);
  expect(read).toMatchObject({
    quoteCheck: "unchecked",
    archiveUrl: null,
    source: { deadSince: null, changedAt: null },
  });
  expect(text).not.toContain("We found that");
});

test("a stranger fills no form, and whoever looks up too much waits", async () => {
  const { send } = await api();
  const url = "https://water.example/study";
  expect((await send(null, "POST", "/sources/look-up", { url })).status).toBe(401);
  for (let i = 0; i < 30; i += 1) await send("eager", "POST", "/sources/look-up", { url });
  const { status, headers } = await send("eager", "POST", "/sources/look-up", { url });
  expect(status).toBe(429);
  expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
});
