import { writeFile } from "node:fs/promises";
import http from "node:http";
import { paths } from "@/lib/paths";
import { readingPage } from "@/lib/web/reading-pages";
import { request, residentMb, scratch, serve } from "./children";
import { type Bench, measureInTurn, mootOn, noteOf } from "./context";
import type { Figure } from "./figures";
import { buildStaticPage } from "./static-page";

const compressed = { "Accept-Encoding": "gzip, br" };

/** What readers get from the front cache and the cache of cards, each beside a bare server that sends the same bytes. */
export async function pages(bench: Bench): Promise<Figure[]> {
  const { claim, essay } = bench.data;
  const read: [string, string][] = [
    ["claim page, 50 contributions, compressed", claim.path],
    ["essay page, compressed", paths.essay(essay)],
    ["embed card, compressed", paths.embed("c", claim.id)],
  ];
  const figures: Figure[] = [];
  for (const [name, path] of read) {
    const moot = await mootOn(bench, "pages");
    let memory = 0;
    const stop = async () => {
      memory = await residentMb(moot.pid);
      await moot.stop();
    };
    figures.push(await besideBare(bench, { part: "pages", name, path, port: moot.port, stop }));
    if (path !== claim.path) continue;
    figures.push({
      part: "pages",
      name: "memory after that load",
      unit: "MB resident",
      ours: { min: memory, median: memory, max: memory },
      atMost: 350,
    });
  }
  return figures;
}

type Served = { part: string; name: string; path: string; port: number; stop(): Promise<void> };

/** How often that is answered there beside the same bytes sent by a bare server, a run of each in turn. Stops both. */
export async function besideBare(bench: Bench, { part, name, path, port, stop }: Served): Promise<Figure> {
  const requests = [request("GET", path, compressed)];
  const { status, body, encoding } = await answerOf(port, path);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  const file = scratch("page.bytes");
  await writeFile(file, body);
  const bare = await serve(["cli/bench/floor-http.ts", file, encoding], {}, "floor is open");
  const [ours, floor] = await measureInTurn(bench, [
    { port, requests },
    { port: bare.port, requests },
  ]);
  await stop();
  await bare.stop();
  return {
    part,
    name,
    unit: "requests/s",
    ours: ours.perSecond,
    floor: floor.perSecond,
    floorName: "bare node:http",
    atLeastOfFloor: 0.5,
    note: `${body.length} bytes; ${noteOf(ours.last)}; floor ${noteOf(floor.last)}`,
  };
}

/** The same page asked of Next itself, beside a static page of as many bytes. */
export async function next(bench: Bench): Promise<Figure[]> {
  const inside = readingPage(bench.data.claim.path)?.internalPath ?? "";
  const alone = await serve(
    ["cli/bench/next-alone.js", "."],
    { DATABASE_URL: `file:${bench.data.database}` },
    "Next is open",
  );
  const size = (await (await fetch(`http://127.0.0.1:${alone.port}${inside}`)).text()).length;
  const still = await serve(["cli/bench/next-alone.js", await buildStaticPage(size)], {}, "Next is open");
  const stillSize = (await (await fetch(`http://127.0.0.1:${still.port}/`)).text()).length;
  const [ours, floor] = await measureInTurn(bench, [
    { port: alone.port, requests: [request("GET", inside)] },
    { port: still.port, requests: [request("GET", "/")] },
  ]);
  const cached = (await fetch(`http://127.0.0.1:${alone.port}${inside}`)).headers.get("x-nextjs-cache");
  await alone.stop();
  await still.stop();
  return [
    {
      part: "next",
      name: "the same page from Next itself, not compressed",
      unit: "requests/s",
      ours: ours.perSecond,
      floor: floor.perSecond,
      floorName: "static Next page",
      atLeastOfFloor: 0.7,
      note: `${size} characters, Next says ${cached}; static page ${stillSize}; ${noteOf(ours.last)}`,
    },
  ];
}

async function answerOf(port: number, path: string): Promise<{ status: number; encoding: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    http
      .get({ port, host: "127.0.0.1", path, headers: { ...compressed } }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            encoding: response.headers["content-encoding"] ?? "identity",
            body: Buffer.concat(chunks),
          }),
        );
      })
      .on("error", reject);
  });
}
