import net from "node:net";

/**
 * Sends requests over a few connections, each waiting for its answer before it sends the next, and prints as JSON what
 * came of it. Bare sockets and ready-made bytes, because a load that costs its core more than an answer costs the server
 * would measure itself: `busy` says how much of its core it used.
 */
export type LoadSpec = {
  port: number;
  connections: number;
  seconds: number;
  /** So many are sent in a second and no more: their times count from when each was to be sent. Without it, as many as can be. */
  perSecond?: number;
  /** Whole HTTP requests; connection i begins with the i-th and goes round. */
  requests: string[];
};

export type LoadResult = {
  perSecond: number;
  answers: number;
  /** Other than 2xx and 304. */
  refused: number;
  firstRefusal: string | null;
  p50: number;
  p99: number;
  busy: number;
};

const headEnd = Buffer.from("\r\n\r\n");
const chunksEnd = Buffer.from("0\r\n\r\n");

export async function load({ port, connections, seconds, perSecond, requests }: LoadSpec): Promise<LoadResult> {
  const bytes = requests.map((request) => Buffer.from(request, "latin1"));
  const times: number[] = [];
  let refused = 0;
  let firstRefusal: string | null = null;
  const began = performance.now();
  const cpu = process.cpuUsage();
  const until = began + seconds * 1000;

  const one = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
      let turn = index;
      let sentAt = 0;
      let pending: Buffer = Buffer.alloc(0);
      /** Bytes of the answer still to come; -1 before its head is here, -2 where it comes in chunks. */
      let missing = -1;
      const write = () => {
        socket.write(bytes[turn % bytes.length] ?? "");
        turn += connections;
      };
      const send = () => {
        sentAt = performance.now();
        if (perSecond === undefined) return write();
        const due = began + (turn / perSecond) * 1000;
        const early = due - sentAt;
        sentAt = due;
        if (early > 1) setTimeout(write, early);
        else write();
      };
      const answered = () => {
        const now = performance.now();
        times.push(now - sentAt);
        missing = -1;
        if (now < until) send();
        else socket.end(resolve);
      };
      const readHead = () => {
        const end = pending.indexOf(headEnd);
        if (end === -1) return;
        const head = pending.toString("latin1", 0, end);
        const status = Number(head.slice(9, 12));
        if (status !== 304 && (status < 200 || status > 299)) {
          refused += 1;
          firstRefusal ??= pending.toString("utf8", 0, 600);
        }
        const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
        const rest = pending.length - end - headEnd.length;
        if (length !== undefined) missing = Number(length) - rest;
        else if (/\r\ntransfer-encoding: *chunked/i.test(head))
          missing = pending.subarray(-5).equals(chunksEnd) ? 0 : -2;
        else missing = 0;
      };
      socket.on("connect", send);
      socket.on("data", (chunk: Buffer) => {
        if (missing > 0) missing -= chunk.length;
        else if (missing === -2) {
          if (chunk.subarray(-5).equals(chunksEnd)) missing = 0;
        } else {
          pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
          readHead();
        }
        if (missing === 0) {
          pending = Buffer.alloc(0);
          answered();
        }
      });
      socket.on("error", reject);
      socket.on("close", () => resolve());
    });

  await Promise.all(Array.from({ length: connections }, (_, i) => one(i)));
  const elapsed = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    perSecond: times.length / elapsed,
    answers: times.length,
    refused,
    firstRefusal,
    p50: at(0.5),
    p99: at(0.99),
    busy: (user + system) / 1e6 / elapsed,
  };
}

if (process.argv[1]?.endsWith("bench/load.ts")) {
  let given = "";
  for await (const chunk of process.stdin) given += chunk;
  process.stdout.write(JSON.stringify(await load(JSON.parse(given) as LoadSpec)));
}
