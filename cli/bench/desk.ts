import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { type Running, scratch, serve } from "./children";
import type { Bench } from "./context";
import { makeQueue } from "./desk-data";
import { type Figure, spread } from "./figures";

const few = 100;
const many = 100_000;
const warmUp = 30;
/** Decisions a run; few enough that a hundred waiting ones last. */
const decided = 20;

/** The desk with a hundred items waiting and with a hundred thousand: neither its page nor a decision may cost more. */
export async function desk(bench: Bench): Promise<Figure[]> {
  const small = await deskOn(bench, few);
  const large = await deskOn(bench, many);
  try {
    const figures: Figure[] = [];
    for (const [name, measured] of [
      ["queue page", await inTurn(bench, small, large, page)],
      ["queue page, filtered and listed", await inTurn(bench, small, large, list)],
      ["queue by the API", await inTurn(bench, small, large, api)],
      ["decision", await inTurn(bench, small, large, decision)],
    ] as const) {
      const [ours, floor] = measured;
      figures.push(
        { part: "desk", name: `${name}, ${few} waiting`, unit: "ms p50", ours: spread(floor) },
        { part: "desk", name: `${name}, ${many} waiting`, unit: "ms p50", ours: spread(ours) },
      );
      const ratios = ours.map((one, i) => one / (floor[i] ?? one));
      const asked = name === "queue page" ? { atMost: 1.5 } : {};
      figures.push({
        part: "desk",
        name: `${name}, ${many} by ${few} waiting`,
        unit: "ratio",
        ours: spread(ratios),
        ...asked,
      });
    }
    return figures;
  } finally {
    await small.running.stop();
    await large.running.stop();
  }
}

type Standing = { running: Running; token: string; next(): string };

async function deskOn(bench: Bench, count: number): Promise<Standing> {
  const folder = scratch(`desk-${count}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const database = path.join(folder, "moot.db");
  await copyFile(bench.data.database, database);
  const { token, ids } = await makeQueue(database, count);
  const running = await serve(["cli/launch.js"], { DATABASE_URL: `file:${database}`, SEED: "none" });
  const left = [...ids];
  const next = () => {
    const id = left.pop();
    if (id === undefined) throw new Error("nothing waits any more");
    return id;
  };
  return { running, token, next };
}

type Work = (on: Standing) => Promise<void>;

/** The p50 of each run on both, one request after the other, a run of each in turn: on `large` first, then on `small`. */
async function inTurn(bench: Bench, small: Standing, large: Standing, work: Work): Promise<[number[], number[]]> {
  const times = work === decision ? decided : Math.max(60, bench.seconds * 20);
  if (work !== decision) for (const on of [small, large]) await p50(on, work, warmUp);
  const [ours, floor]: [number[], number[]] = [[], []];
  for (let run = 0; run < bench.runs; run++) {
    ours.push(await p50(large, work, times));
    floor.push(await p50(small, work, times));
  }
  return [ours, floor];
}

async function p50(on: Standing, work: Work, times: number): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await work(on);
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

const page: Work = (on) => read(on, "/moderation", "It was measured twice");
const list: Work = (on) => read(on, "/moderation?view=list&kind=evidence&state=unreviewed", "It was measured twice");
const api: Work = (on) => read(on, "/api/v1/moderation/queue", '"items"');

async function read({ running, token }: Standing, address: string, sign: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${running.port}${address}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const text = await answer.text();
  if (!answer.ok || !text.includes(sign))
    throw new Error(`${address} answered ${answer.status}: ${text.slice(0, 500)}`);
}

async function decision({ running, token, next }: Standing): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${running.port}/api/v1/contributions/${next()}/decisions`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ to: "rejected", version: 1, reason: { code: "spam" } }),
  });
  if (!answer.ok) throw new Error(`a decision was refused: ${await answer.text()}`);
  await answer.arrayBuffer();
}
