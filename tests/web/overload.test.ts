import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createGate, fewEachTurn, shed } from "@/lib/web/server/overload";
import { betweenPages } from "../support/turns";

/** What happens as ten requests come at once, each taking so many ms of the turn. */
async function tenAtOnce(each: number): Promise<string> {
  let time = 0;
  const turn = fewEachTurn(() => time);
  return betweenPages((happened) =>
    Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        await turn();
        time += each;
        happened.push(String(i));
      }),
    ),
  );
}

test("of what comes at once, few begin in each turn of the event loop, in order", async () => {
  expect(await tenAtOnce(0.1)).toBe("|0123|4567|89");
});

test("what takes long has a turn of its own, and pages go out in between", async () => {
  expect(await tenAtOnce(5)).toBe("|0|1|2|3|4|5|6|7|8|9");
  expect(await tenAtOnce(0.6)).toBe("|01|23|45|67|89");
});

/** Has room for the bodies of two at a time, and answers each when all of it has come. */
async function roomForTwo(longest: number): Promise<Server> {
  const gate = createGate({ comingLimit: 2, longest });
  const server = createServer((req, res) => {
    if (!gate.enter(req, res)) return shed(res);
    req.resume().on("end", () => res.end("taken"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  return server;
}

/** Begins to send a body; `end` sends the rest of it. */
function sender(server: Server) {
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: "127.0.0.1", method: "POST", headers: { "content-length": 2 } });
  const status = new Promise<number | undefined>((resolve) => {
    sent.once("response", (answer) => resolve(answer.resume().statusCode));
  });
  sent.on("error", () => {});
  sent.write("a");
  return { status, end: () => sent.end("b") };
}

const arrived = (server: Server, count: number) =>
  expect.poll(() => new Promise((resolve) => server.getConnections((_, open) => resolve(open)))).toBe(count);

test("where bodies that come slowly take all the room, the one that takes longest makes way for another", async () => {
  const server = await roomForTwo(0);
  const slow = sender(server);
  await arrived(server, 1);
  const slower = sender(server);
  await arrived(server, 2);
  const quick = sender(server);
  quick.end();
  expect(await quick.status).toBe(200);
  expect(await slow.status).toBe(503);
  slower.end();
  expect(await slower.status).toBe(200);
});

test("a body that has been on its way for a moment is not given up for another", async () => {
  const server = await roomForTwo(60_000);
  const [first, second] = [sender(server), sender(server)];
  await arrived(server, 2);
  const third = sender(server);
  third.end();
  expect(await third.status).toBe(503);
  first.end();
  second.end();
  expect(await Promise.all([first.status, second.status])).toEqual([200, 200]);
});
