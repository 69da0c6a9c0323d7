import { Agent, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { openDatabase } from "@/db/client";
import { type Running, residentMb, runJson, serve } from "./children";
import type { Bench } from "./context";
import { evidenceOf } from "./data";
import { type Figure, spread } from "./figures";
import { type BigDebate, debateOf, readThrough, seatIn } from "./flat-data";
import { fullPage } from "./generate/plan";

/** A hundred-thousandth of ten million votes, and of the rest no more than the pages that are compared hold. */
const few = { claims: 1000, contributions: fullPage, votes: 100, seed: 1 };
/** What a large debate may cost, of what a small one costs. */
const atMostOfSmall = 1.5;
const lockMs = 5;

/** Each page and each deed on a small debate and on a large one, in turn: what of it costs more, and by which power. */
export async function flat(bench: Bench): Promise<Figure[]> {
  const sizes = [few, bench.large];
  const small = await standOn(await debateOf(sizes[0] ?? few, bench.say));
  const large = await standOn(await debateOf(bench.large, bench.say));
  const growth = bench.large.contributions / few.contributions;
  const figures: Figure[] = [];
  const add = (name: string, ofLarge: number[], ofSmall: number[], asked: Partial<Figure> = {}) => {
    const ratio = spread(ofLarge).median / spread(ofSmall).median;
    const exponent = Math.log(ratio) / Math.log(growth);
    const figure = { part: "flat", name, unit: "ms p50", ours: spread(ofLarge), floor: spread(ofSmall) };
    figures.push({ ...figure, floorName: "small", exponent, atMostOfFloor: atMostOfSmall, ...asked });
  };
  try {
    for (const [name, deed, times] of deeds) {
      const [ofLarge, ofSmall]: [number[], number[]] = [[], []];
      for (const on of [small, large]) await p50(on, deed, Math.min(5, times - 1));
      for (let run = 0; run < bench.runs; run++) {
        ofLarge.push(await p50(large, deed, times));
        ofSmall.push(await p50(small, deed, times));
      }
      add(name, ofLarge, ofSmall, grows[name]);
    }
    const [after, before] = [await residentMb(large.running.pid), await residentMb(small.running.pid)];
    add("memory after that", [after], [before], { unit: "MB resident" });
  } finally {
    await small.running.stop();
    await large.running.stop();
  }
  const [ofSmall, ofLarge] = [await commandsOn(small.debate), await commandsOn(large.debate)];
  for (const [name, took] of Object.entries(ofLarge.took))
    add(name, [middle(took)], [middle(ofSmall.took[name] ?? [])], { unit: "ms CPU p50", ...grows[name] });
  const lock = { part: "flat", unit: "ms p99", atMost: lockMs };
  figures.push(
    {
      part: "flat",
      unit: "ms",
      name: "write lock held, half of the time at most, with the disk's sync",
      ours: spread([middle(ofLarge.held)]),
    },
    { ...lock, name: "write lock held, with the disk's sync", ours: spread([p99(ofLarge.held)]) },
    { ...lock, name: "write lock held, but for the disk's sync", ours: spread([p99(ofLarge.worked)]) },
  );
  return [...figures, ...(await bytesOf(large.debate))];
}

type Standing = {
  debate: BigDebate;
  running: Running;
  tokens: string[];
  moderator: string;
  claim: string;
  /** The id of a claim of the essay with a thousand. */
  inEssay: string;
  deepest: string;
  turn: number;
};

async function standOn(debate: BigDebate): Promise<Standing> {
  const { tokens, moderator } = await seatIn(debate.file);
  await readThrough(debate.file);
  const running = await serve(["cli/launch.js"], {
    DATABASE_URL: `file:${debate.file}`,
    SEED: "none",
    SOURCE_CHECKS: "off",
  });
  const pathOf = async (address: string) => {
    const answer = await fetch(`http://127.0.0.1:${running.port}/api/v1${address}`);
    return new URL(((await answer.json()) as { url: string }).url, "http://localhost").pathname;
  };
  const claim = await pathOf(`/claims/${debate.filled.claim}`);
  const deepest = await pathOf(`/contributions/${debate.filled.deepest}`);
  const listed = await fetch(`http://127.0.0.1:${running.port}/api/v1/claims?essay=${debate.filled.essay}`);
  const inEssay = ((await listed.json()) as { items: { id: string }[] }).items[0]?.id ?? "";
  return { debate, running, tokens, moderator, claim, inEssay, deepest, turn: Date.now() % 1e9 };
}

/** Does it once, and answers how long what counts of it took, in ms. */
type Deed = (on: Standing) => Promise<number>;

/** Bare bytes, as they come: unpacking a page takes whoever asks longer than Moot takes to send it. */
function ask(on: Standing, address: string, method = "GET", body?: unknown, token?: string): Promise<number> {
  const began = performance.now();
  const headers = {
    "accept-encoding": "br",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  return new Promise((resolve, reject) => {
    const to = { host: "127.0.0.1", port: on.running.port, path: address, method, headers, agent };
    const asked = request(to, async (answer) => {
      const bytes = await buffer(answer).catch(reject);
      const took = performance.now() - began;
      if (answer.statusCode === 200 || answer.statusCode === 201) resolve(took);
      else reject(new Error(`${method} ${address} answered ${answer.statusCode}: ${bytes?.toString().slice(0, 500)}`));
    });
    asked.on("error", reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
const agent = new Agent({ keepAlive: true });

const read =
  (address: (on: Standing) => string, token?: (on: Standing) => string): Deed =>
  (on) =>
    ask(on, address(on), "GET", undefined, token?.(on));

const write =
  (method: string, address: (on: Standing) => string, body: (turn: number) => unknown): Deed =>
  (on) => {
    on.turn += 1;
    return ask(on, address(on), method, body(on.turn), on.tokens[on.turn % on.tokens.length]);
  };

const claimApi = (on: Standing) => `/api/v1/claims/${on.debate.filled.claim}`;
const claimPage = (on: Standing) => on.claim;
const essayPage = (on: Standing) => `/essays/${on.debate.filled.essay}`;
const attachingTo = (claim: (on: Standing) => string) =>
  write("POST", (on) => `/api/v1/claims/${claim(on)}/contributions`, evidenceOf);
const attaching = attachingTo((on) => on.debate.filled.claim);
/** The page after something was attached: it is rendered anew, and asked for at once. */
const fresh =
  (page: (on: Standing) => string, attach = attaching): Deed =>
  async (on) => {
    await attach(on);
    return ask(on, page(on));
  };
const alternating = (one: string, other: string) => (turn: number) => ({ value: turn % 32 < 16 ? one : other });

const deeds: [name: string, deed: Deed, times: number][] = [
  ["claim page, cached", read(claimPage), 200],
  ["claim page, first render", fresh(claimPage), 20],
  ["essay of 1,000 claims, cached", read(essayPage), 100],
  [
    "essay of 1,000 claims, first render",
    fresh(
      essayPage,
      attachingTo((on) => on.inEssay),
    ),
    8,
  ],
  ["permalink ten levels deep, first render", fresh((on) => on.deepest), 20],
  ["vote", write("PUT", (on) => `${claimApi(on)}/vote`, alternating("agree", "disagree")), 100],
  ["attach", attaching, 60],
  [
    "rate",
    write(
      "PUT",
      (on) => `/api/v1/contributions/${on.debate.filled.rated}/rating`,
      alternating("convincing", "unconvincing"),
    ),
    100,
  ],
  ["list of contributions, newest", read((on) => `${claimApi(on)}/contributions?sort=newest`), 60],
  ["search for two words", read(() => "/api/v1/search?q=model%20licence"), 60],
  ["search for a word of one text", read((on) => `/api/v1/search?q=${on.debate.filled.rare}`), 60],
  [
    "queue",
    read(
      () => "/api/v1/moderation/queue",
      (on) => on.moderator,
    ),
    60,
  ],
  ["log", read(() => "/api/v1/moderation/log"), 60],
  ["search one essay for a word that everybody uses", read(() => "/api/v1/search?q=model&essay=essay-1"), 40],
  ["profile of somebody who wrote most, cached", read((on) => `/u/${on.debate.filled.prolific}`), 60],
  ["export of the claim, a MB of it", exported, 3],
];

/** What is exported holds all that is said, so the whole takes as much longer; the rate is what can stay the same. */
async function exported(on: Standing): Promise<number> {
  const began = performance.now();
  const stop = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${on.running.port}${claimApi(on)}/export`, { signal: stop.signal });
  if (!answer.ok || !answer.body) throw new Error(`the export answered ${answer.status}`);
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (bytes > exportedBytes) break;
  }
  stop.abort();
  return ((performance.now() - began) / bytes) * 2 ** 20;
}
const exportedBytes = 2 * 2 ** 20;

/** What may grow, and why: no share of the small one is asked of it. */
const grows: Record<string, Partial<Figure>> = {
  "feed of the essay, its queries": {
    atMostOfFloor: Number.POSITIVE_INFINITY,
    note: "it looks at each of the essay's claims to which anything is attached, on the small debate at few of them",
  },
};

async function p50(on: Standing, deed: Deed, times: number): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) took.push(await deed(on));
  return middle(took);
}

const sorted = (list: number[]) => [...list].sort((a, b) => a - b);
const middle = (list: number[]) => sorted(list)[Math.floor(list.length / 2)] ?? 0;
const p99 = (list: number[]) => sorted(list)[Math.floor(list.length * 0.99)] ?? 0;

type OfCommands = { took: Record<string, number[]>; held: number[]; worked: number[] };

const commandsOn = ({ file, filled: { claim, essay, rated, prolific } }: BigDebate): Promise<OfCommands> =>
  runJson<OfCommands>(0, ["cli/bench/flat-commands.ts"], { file, claim, essay, rated, prolific, times: 400 });

/** What a vote and a contribution take on disk: their tables and indexes, with all that is kept of them. */
async function bytesOf({ file, size }: BigDebate): Promise<Figure[]> {
  const db = await openDatabase({ url: `file:${file}` });
  try {
    const { rows } = await db.clients.reader.execute(
      "select m.tbl_name as name, sum(s.pgsize) as bytes from dbstat s join sqlite_master m using (name) group by 1",
    );
    const taken = (...names: string[]) =>
      rows.filter(({ name }) => names.includes(String(name))).reduce((sum, { bytes }) => sum + Number(bytes), 0);
    const figure = (name: string, bytes: number, count: number): Figure => ({
      ...{ part: "flat", name: `${name} on disk`, unit: "bytes" },
      ours: spread([bytes / count]),
    });
    const words = rows.filter(({ name }) => String(name).startsWith("search_index"));
    return [
      figure("a vote, with its history,", taken("votes", "vote_events"), size.votes),
      figure("a contribution, with its text,", taken("contributions", "revisions"), size.contributions),
      figure("a contribution's words for search", taken(...words.map(({ name }) => String(name))), size.contributions),
    ];
  } finally {
    await db.close();
  }
}
