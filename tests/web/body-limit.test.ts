import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { limitBody } from "@/lib/web/server/body-limit";

/** A server that reads whatever it lets come in, and how many bytes of it. */
async function setting() {
  const read = { bytes: 0 };
  const server = http.createServer(async (req, res) => {
    if (limitBody(req, res, 100_000)) return;
    try {
      for await (const chunk of req) read.bytes += (chunk as Buffer).length;
      res.end("read");
    } catch {}
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  /** Sends so many bytes in chunks, without waiting for an answer, and says what came back. */
  const send = async (bytes: number): Promise<string> => {
    const socket = net.connect(port, "127.0.0.1").on("error", () => {});
    const closed = new Promise((resolve) => socket.once("close", resolve));
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk;
      if (heard.endsWith("read")) socket.end();
    });
    socket.write("POST / HTTP/1.1\r\nHost: moot\r\nTransfer-Encoding: chunked\r\n\r\n");
    socket.write(`2710\r\n${"x".repeat(10_000)}\r\n`.repeat(bytes / 10_000));
    socket.write("0\r\n\r\n");
    await closed;
    return heard;
  };
  return { send, read };
}

test("as much as may come is read", async () => {
  const { send, read } = await setting();
  expect(await send(90_000)).toMatch(/^HTTP\/1\.1 200 /);
  expect(read.bytes).toBe(90_000);
});

test("whoever sends more hears that it is too much, while they are still sending, and no more of it is read", async () => {
  const { send, read } = await setting();
  const heard = await Promise.all(Array.from({ length: 20 }, () => send(10_000_000)));
  expect([...new Set(heard.map((answer) => answer.split("\r\n")[0]))]).toEqual(["HTTP/1.1 413 Payload Too Large"]);
  expect(read.bytes).toBeLessThanOrEqual(20 * 100_000);
});
