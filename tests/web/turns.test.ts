import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createTurns } from "@/lib/web/server/overload";

/** A server that renders two pages at once, and begins to answer one when it is told to. */
async function setting(longest = 60_000) {
  const turns = createTurns({ atOnce: 2, longest });
  const asked: string[] = [];
  const closed: string[] = [];
  const begun = new Map<string, () => void>();
  const server = http.createServer(async (req, res) => {
    const page = req.url ?? "";
    asked.push(page);
    res.once("close", () => closed.push(page));
    if (await turns.take(res)) begun.set(page, () => res.end(page));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (page: string) => {
    const leaving = new AbortController();
    const answer = fetch(url + page, { signal: leaving.signal }).then(
      (response) => response.text(),
      () => null,
    );
    await expect.poll(() => asked).toContain(page);
    const leave = async () => {
      leaving.abort();
      await expect.poll(() => closed).toContain(page);
    };
    return { answer, leave };
  };
  const underWay = () => [...begun.keys()];
  return { ask, underWay, finish: (page: string) => begun.get(page)?.() };
}

test("two pages are rendered at once, and the next one when one of them is sent", async () => {
  const { ask, underWay, finish } = await setting();
  for (const page of ["/a", "/b", "/c", "/d"]) await ask(page);
  expect(underWay()).toEqual(["/a", "/b"]);
  finish("/b");
  await expect.poll(underWay).toEqual(["/a", "/b", "/c"]);
  finish("/c");
  await expect.poll(underWay).toEqual(["/a", "/b", "/c", "/d"]);
});

test("nothing is rendered for whoever has left", async () => {
  const { ask, underWay, finish } = await setting();
  await ask("/a");
  await ask("/b");
  const { leave } = await ask("/c");
  const last = await ask("/d");
  await leave();
  finish("/a");
  await expect.poll(underWay).toEqual(["/a", "/b", "/d"]);
  finish("/d");
  expect(await last.answer).toBe("/d");
});

test("one that waits for something elsewhere keeps nobody waiting for long", async () => {
  const { ask, underWay } = await setting(20);
  for (const page of ["/a", "/b", "/c"]) await ask(page);
  await expect.poll(underWay).toEqual(["/a", "/b", "/c"]);
});
