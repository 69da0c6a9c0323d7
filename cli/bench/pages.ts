import { writeFile } from "node:fs/promises";
import { readingPage } from "@/lib/web/reading-pages";
import { request, residentMb, scratch, serve } from "./children";
import { type Bench, measure, measureInTurn, mootOn, noteOf } from "./context";
import type { Figure } from "./figures";
import { buildStaticPage } from "./static-page";

const compressed = { "Accept-Encoding": "gzip, br" };

/** The claim's page as readers get it, beside a bare server that sends the same bytes. */
export async function pages(bench: Bench): Promise<Figure[]> {
  const { path } = bench.data.claim;
  const moot = await mootOn(bench, "pages");
  const answer = await fetch(`http://127.0.0.1:${moot.port}${path}`, { headers: { "accept-encoding": "identity" } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  const ours = await measure(bench, { port: moot.port, requests: [request("GET", path, compressed)] });
  const memory = await residentMb(moot.pid);
  const bytes = await bytesOf(moot.port, path);
  await moot.stop();

  const file = scratch("page.br");
  await writeFile(file, bytes);
  const bare = await serve(["cli/bench/floor-http.ts", file], {}, "floor is open");
  const floor = await measure(bench, { port: bare.port, requests: [request("GET", path, compressed)] });
  await bare.stop();
  return [
    {
      part: "pages",
      name: "claim page, 50 contributions, compressed",
      unit: "requests/s",
      ours: ours.perSecond,
      floor: floor.perSecond,
      floorName: "bare node:http",
      atLeastOfFloor: 0.25,
      note: `${bytes.length} bytes; ${noteOf(ours.last)}; floor ${noteOf(floor.last)}`,
    },
    {
      part: "pages",
      name: "memory after that load",
      unit: "MB resident",
      ours: { min: memory, median: memory, max: memory },
      atMost: 350,
    },
  ];
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

async function bytesOf(port: number, path: string): Promise<Buffer> {
  const { default: http } = await import("node:http");
  return new Promise((resolve, reject) => {
    http
      .get({ port, host: "127.0.0.1", path, headers: { ...compressed } }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve(Buffer.concat(chunks)));
      })
      .on("error", reject);
  });
}
