import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { type Running, request, runJson, scratch } from "./children";
import { type Bench, measure, mootOn, noteOf } from "./context";
import { evidenceOf, password } from "./data";
import { type Figure, spread } from "./figures";

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** A vote each by everybody, then the other one: each changes something. */
export const voteRequests = ({ data: { claim, people } }: Bench): string[] =>
  ["agree", "disagree"].flatMap((value) =>
    people.map(({ token }) =>
      request("PUT", `/api/v1/claims/${claim.id}/vote`, bearer(token), JSON.stringify({ value })),
    ),
  );

/** Votes through the API, each durable before its answer, beside bare libSQL doing the same statements. */
export async function votes(bench: Bench): Promise<Figure[]> {
  const { claim, people } = bench.data;
  const moot = await mootOn(bench, "votes");
  const ours = await measure(bench, { port: moot.port, requests: voteRequests(bench) });
  await moot.stop();

  const folder = scratch("votes-floor");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const database = path.join(folder, "moot.db");
  await copyFile(bench.data.database, database);
  const rates: number[] = [];
  for (let run = 0; run < bench.runs; run++) {
    const input = { database, claim: claim.id, people: people.map(({ name }) => name), seconds: bench.seconds };
    rates.push((await runJson<{ perSecond: number }>(0, ["cli/bench/floor-votes.ts"], input)).perSecond);
  }
  return [
    {
      part: "votes",
      name: "votes through the API, 16 accounts",
      unit: "votes/s",
      ours: ours.perSecond,
      floor: spread(rates),
      floorName: "bare libSQL",
      atLeastOfFloor: 1 / 5,
      note: noteOf(ours.last),
    },
  ];
}

/** What else people do: figures without a bar. */
export async function deeds(bench: Bench): Promise<Figure[]> {
  const { claim, otherClaims, people, contributions } = bench.data;
  const moot = await mootOn(bench, "deeds");
  const figures: Figure[] = [];
  const figure = async (name: string, unit: string, requests: string[], connections = 16) => {
    const { perSecond, last } = await measure(bench, { port: moot.port, requests, connections });
    figures.push({ part: "deeds", name, unit, ours: perSecond, note: noteOf(last) });
  };
  // By others than whoever wrote them; a rating of one's own is refused.
  await figure(
    "rate a contribution",
    "ratings/s",
    ["convincing", "unconvincing"].flatMap((value) =>
      people
        .slice(1)
        .map(({ token }) =>
          request("PUT", `/api/v1/contributions/${contributions[0]}/rating`, bearer(token), JSON.stringify({ value })),
        ),
    ),
  );
  await figure(
    "search",
    "searches/s",
    ["open source", "model licence", "fund*", "report 7"].map((q) =>
      request("GET", `/api/v1/search?q=${encodeURIComponent(q)}`),
    ),
  );
  await figure("one claim through the API", "requests/s", [request("GET", `/api/v1/claims/${claim.id}`)]);
  await figure(
    "what a signed-in reader's page asks for",
    "requests/s",
    people.map(({ token }) => request("GET", `/api/v1/viewer?claim=${claim.id}`, bearer(token))),
  );
  // A few hundred in a minute is what one account may send.
  await attachOnce(bench, figures, moot, people, otherClaims);
  await moot.stop();
  figures.push(await signIns(bench));
  return figures;
}

/** One after the other, because no evidence can be sent twice. */
async function attachOnce(
  bench: Bench,
  figures: Figure[],
  moot: Running,
  people: Bench["data"]["people"],
  claims: string[],
): Promise<void> {
  const rates: number[] = [];
  let n = 1000;
  for (let run = 0; run < bench.runs; run++) {
    const began = performance.now();
    const count = 320;
    await Promise.all(
      people.map(async ({ token }) => {
        for (let i = 0; i < count / people.length; i++) {
          n += 1;
          const answer = await fetch(
            `http://127.0.0.1:${moot.port}/api/v1/claims/${claims[n % claims.length]}/contributions`,
            {
              method: "POST",
              headers: { ...bearer(token), "content-type": "application/json" },
              body: JSON.stringify(evidenceOf(n)),
            },
          );
          if (!answer.ok) throw new Error(`attaching was refused: ${await answer.text()}\n${moot.output()}`);
          await answer.arrayBuffer();
        }
      }),
    );
    rates.push(count / ((performance.now() - began) / 1000));
  }
  figures.push({ part: "deeds", name: "attach evidence", unit: "pieces/s", ours: spread(rates) });
}

/** Signing in is made to be slow: argon2id is what a stolen database meets. */
async function signIns(bench: Bench): Promise<Figure> {
  const { database, people } = bench.data;
  const folder = scratch("sign-in");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const copy = path.join(folder, "moot.db");
  await copyFile(database, copy);
  const rates: number[] = [];
  for (let run = 0; run < bench.runs; run++) {
    const input = {
      database: copy,
      names: people.map(({ name }) => name),
      password,
      seconds: Math.min(3, bench.seconds),
    };
    rates.push((await runJson<{ perSecond: number }>(0, ["cli/bench/sign-in.ts"], input)).perSecond);
  }
  return {
    part: "deeds",
    name: "sign in by name and password",
    unit: "sign-ins/s",
    ours: spread(rates),
    note: "the command, without its form",
  };
}
