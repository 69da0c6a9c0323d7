import net from "node:net";
import { liveEvent } from "@/lib/live/live";

/**
 * Opens so many lines to a server, says so with a line of JSON, and waits for a line of input; then says when, in ms since
 * 1970, each of them was told something new.
 */
let given = "";
process.stdin.setEncoding("utf8");
const input = process.stdin[Symbol.asyncIterator]();
const read = async () => {
  while (!given.includes("\n")) {
    const { value, done } = await input.next();
    if (done) throw new Error("nobody speaks any more");
    given += value;
  }
  const [line = "", ...rest] = given.split("\n");
  given = rest.join("\n");
  return line;
};

const { port, path, lines } = JSON.parse(await read()) as { port: number; path: string; lines: number };
const told: number[] = [];
let listening = false;
let opened = 0;
const allOpen = new Promise<void>((resolve, reject) => {
  const open = () => {
    const socket = net.connect({ port, host: "127.0.0.1" });
    let begun = false;
    socket.setEncoding("latin1");
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n`);
    socket.on("data", (text: string) => {
      if (!begun && text.startsWith("HTTP/1.1 200")) {
        begun = true;
        opened += 1;
        if (opened === lines) resolve();
        else if (opened + 50 <= lines) open();
      } else if (listening && text.includes(`event: ${liveEvent}`)) told.push(Date.now());
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`cut after ${opened} lines`)));
  };
  for (let i = 0; i < Math.min(50, lines); i++) open();
});
await allOpen;
listening = true;
process.stdout.write(`${JSON.stringify({ opened })}\n`);
await read();
for (let waited = 0; told.length < lines && waited < 10_000; waited += 50) {
  await new Promise((resolve) => setTimeout(resolve, 50));
}
process.stdout.write(`${JSON.stringify({ told })}\n`, () => process.exit(0));
