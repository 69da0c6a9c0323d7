import { Refusal } from "@/lib/errors";
import { webAddress } from "@/lib/links/links";
import { slugify } from "@/lib/paths";
import { rowsOf, wordsOf } from "../csv";
import { type GivenFile, jsonOf } from "../files";
import { mostNodes } from "../graph/graph";
import { keptLine } from "../graph/texts";
import type { ReportLine } from "../interchange";
import { type ClaimPart, type MootJson, mootFormat, type VotesPart } from "../moot/format";
import { columns, files as fileNames, keys as summaryKeys } from "./names";

type Value = "agree" | "disagree" | "unsure";
/** What somebody said of a statement, at a time (ms since 1970), in the order of the file. */
type Said = { voter: string; value: Value; at: number };

/** Files go by the end of their names: some are prefixed with the report's id. Older ones have participants in the plural. */
function filesOf(files: GivenFile[]) {
  const isCalled = (file: GivenFile, name: string) => {
    const called = file.name.toLowerCase().replace("participants-", "participant-");
    return called === name || (called.endsWith(name) && /[-_.]/.test(called.at(-name.length - 1) ?? ""));
  };
  const participants = files.find((file) => isCalled(file, fileNames.participants));
  return {
    statements: files.find((file) => isCalled(file, fileNames.statements)),
    participants,
    votes: files.find((file) => file !== participants && isCalled(file, fileNames.votes)),
    summary: files.find((file) => isCalled(file, fileNames.summary)),
    format: files.find((file) => isCalled(file, fileNames.format)),
  };
}

export const looksLikePolis = (files: GivenFile[]): boolean => filesOf(files).statements !== undefined;

/** A folder of files that Polis exports. Its statements become claims; how people voted on them comes with them. */
export async function readPolis(files: GivenFile[], now: Date): Promise<{ document: MootJson; report: ReportLine[] }> {
  const report: ReportLine[] = [];
  const given = filesOf(files);
  if (!given.statements) {
    throw new Refusal(
      422,
      "import.malformed",
      `Of Polis's files, the one with the statements is missing: ${fileNames.statements}.`,
    );
  }
  for (const file of files) {
    if (!Object.values(given).includes(file))
      report.push({ file: file.name, line: null, what: "left-out", message: "Moot does not read this file." });
  }
  const summary = await readSummary(given.summary, report);
  const agree = agreeSign(summary.get(summaryKeys.convention) ?? conventionOf(given.format));
  const { claims, leftOut } = await readStatements(given.statements, summary.get(summaryKeys.title) ?? "", now, report);
  const known = new Map(claims.map(({ claim, number }) => [number, claim.id]));
  const said = given.votes
    ? await readVotes(given.votes, agree, known, leftOut, now, report)
    : await readParticipants(given.participants, agree, known, leftOut, now, report);
  if (given.votes && given.participants) await tellGroups(given.participants, report);

  const title = keptLine(summary.get(summaryKeys.title) ?? "", 300).text || "A conversation on Polis";
  const at = now.toISOString();
  const url = webAddress(summary.get("url") ?? "") ?? null;
  return {
    report,
    document: {
      format: mootFormat,
      scope: "essay",
      view: "public",
      essay: { id: "essay", slug: slugify(title), title, author: null, url, createdAt: at },
      sections: [title],
      claims: claims.map(({ claim }) => claim),
      contributions: [],
      votes: historiesOf(
        claims.map(({ claim }) => claim),
        said,
      ),
      ratings: [],
      decisions: [],
      people: [],
    },
  };
}

async function readSummary(file: GivenFile | undefined, report: ReportLine[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (!file) return found;
  for await (const { cells, line } of rowsOf(file, report, { columns: ["key", "value"] })) {
    const { key = "", value = "" } = cells;
    found.set(key.trim().toLowerCase(), wordsOf(value));
    const counted = /^(topic|url|vote-convention|voters.*|commenters|comments|groups|views)$/.test(key.trim());
    if (!counted && value !== "")
      report.push({ file: file.name, line, what: "left-out", message: `${key}: “${value.slice(0, 300)}”` });
  }
  return found;
}

const conventionOf = (file: GivenFile | undefined): string | undefined => {
  if (!file) return undefined;
  const declared = (jsonOf(file) as Record<string, unknown> | null)?.[summaryKeys.convention];
  return typeof declared === "string" ? declared : undefined;
};

/** Files before 2024 declare nothing, and write agree as 1. */
function agreeSign(declared: string | undefined): 1 | -1 {
  if (declared === undefined || declared.trim() === "") return 1;
  const values = new Map(
    declared.split(";").map((part) => part.split("=").map((word) => word.trim().toLowerCase()) as [string, string]),
  );
  const [agree, disagree] = [Number(values.get("agree")), Number(values.get("disagree"))];
  if (Math.abs(agree) !== 1 || disagree !== -agree || Number(values.get("pass") ?? 0) !== 0) {
    throw new Refusal(422, "import.malformed", `The vote-convention can't be read: “${declared.slice(0, 200)}”.`);
  }
  return agree === 1 ? 1 : -1;
}

function voteOf(cell: string, agree: 1 | -1): Value | undefined {
  const number = Number(cell);
  if (cell.trim() === "" || ![1, 0, -1].includes(number)) return undefined;
  return number === 0 ? "unsure" : number === agree ? "agree" : "disagree";
}

/** Seconds or milliseconds since 1970, whichever the file has. */
function timeOf(cells: Record<string, string>): number | undefined {
  const stamp = Number(cells.timestamp);
  if (cells.timestamp?.trim() && Number.isFinite(stamp) && stamp >= 0 && stamp <= 8.64e15)
    return Math.floor(stamp < 1e11 ? stamp * 1000 : stamp);
  const read = Date.parse(cells.datetime ?? "");
  return Number.isNaN(read) || read < 0 ? undefined : read;
}

async function readStatements(file: GivenFile, topic: string, now: Date, report: ReportLine[]) {
  const claims: { claim: ClaimPart; number: string }[] = [];
  const numbers = new Set<string>();
  const leftOut = new Set<string>();
  const authors = new Set<string>();
  const tell = (line: number, what: ReportLine["what"], message: string) =>
    report.push({ file: file.name, line, what, message });
  for await (const { cells, line } of rowsOf(file, report)) {
    const number = cells[columns.statement]?.trim() ?? "";
    const words = wordsOf(cells[columns.words] ?? "");
    if (number === "" || leftOut.has(number) || claims.length >= mostNodes) {
      if (claims.length >= mostNodes)
        throw new Refusal(422, "import.too_many", `An import takes at most ${mostNodes} claims and contributions.`);
      tell(line, "left-out", `A row without a number of its own: “${words.slice(0, 200)}”`);
      continue;
    }
    const statement = keptLine(words, 500);
    const quote = keptLine(words, 2000);
    if (Number(cells.moderated) === -1 || statement.text === "") {
      leftOut.add(number);
      tell(
        line,
        "left-out",
        statement.text === ""
          ? `Statement ${number} has no words.`
          : `Statement ${number} was moderated out: “${words.slice(0, 200)}”`,
      );
      continue;
    }
    for (const fault of statement.faults) tell(line, "changed", `Statement ${number}: ${fault}`);
    const author = cells[columns.author]?.trim();
    if (author) authors.add(author);
    const at = new Date(timeOf(cells) ?? now.getTime()).toISOString();
    if (numbers.has(number)) {
      tell(line, "left-out", `A second statement ${number}: “${words.slice(0, 200)}”`);
      continue;
    }
    numbers.add(number);
    claims.push({ number, claim: claimOf(`c${claims.length + 1}`, statement.text, quote.text, at) });
  }
  if (claims.length === 0) throw new Refusal(422, "import.empty", `${file.name} holds no statement.`);
  if (authors.size > 0)
    report.push({
      file: file.name,
      line: null,
      what: "left-out",
      message: `Who wrote the statements (${authors.size} people): a claim has no author.`,
    });
  if (topic === "")
    report.push({
      file: file.name,
      line: null,
      what: "changed",
      message: "The conversation has no name in its files.",
    });
  return { claims, leftOut };
}

function claimOf(id: string, statement: string, exact: string, at: string): ClaimPart {
  const kind = "value";
  return {
    ...{ id, slug: slugify(statement), section: 0, placed: true, kind, statement },
    ...{ quote: { exact, prefix: "", suffix: "" }, resolvesOn: null, supports: [], lock: null },
    ...{ mergedInto: null, splitFrom: null, createdAt: at },
    wordings: [{ number: 1, by: null, at, statement, kind, resolvesOn: null, reads: 1 }],
    tally: { agree: 0, disagree: 0, unsure: 0, total: 0 },
  };
}

/** By claim, what was said of it. */
type Votes = Map<string, Said[]>;

function collector(file: GivenFile, known: Map<string, string>, leftOut: Set<string>, report: ReportLine[]) {
  const votes: Votes = new Map();
  const lost = new Map<string, { line: number; count: number }>();
  const add = (number: string, said: Said, line: number) => {
    const claim = known.get(number);
    if (claim === undefined) {
      const counted = lost.get(number) ?? { line, count: 0 };
      counted.count += 1;
      lost.set(number, counted);
      return;
    }
    const list = votes.get(claim);
    if (list) list.push(said);
    else votes.set(claim, [said]);
  };
  const done = (): Votes => {
    for (const [number, { line, count }] of lost) {
      const why = leftOut.has(number) ? "which was left out" : "which is not among the statements";
      report.push({
        file: file.name,
        line,
        what: "left-out",
        message: `${count} votes on statement ${number}, ${why}.`,
      });
    }
    return votes;
  };
  return { add, done };
}

async function readVotes(
  file: GivenFile,
  agree: 1 | -1,
  known: Map<string, string>,
  leftOut: Set<string>,
  now: Date,
  report: ReportLine[],
): Promise<Votes> {
  const { add, done } = collector(file, known, leftOut, report);
  let sign = agree;
  const onNote = (note: string) => {
    const declared = /^vote-convention:\s*(.*)$/i.exec(note)?.[1];
    if (declared !== undefined) sign = agreeSign(declared);
  };
  for await (const { cells, line } of rowsOf(file, report, { onNote })) {
    const voter = cells[columns.voter]?.trim() ?? "";
    const value = voteOf(cells.vote ?? "", sign);
    if (voter === "" || value === undefined) {
      report.push({ file: file.name, line, what: "left-out", message: "A row that is no vote." });
      continue;
    }
    add(cells[columns.statement]?.trim() ?? "", { voter, value, at: timeOf(cells) ?? now.getTime() }, line);
  }
  return done();
}

async function readParticipants(
  file: GivenFile | undefined,
  agree: 1 | -1,
  known: Map<string, string>,
  leftOut: Set<string>,
  now: Date,
  report: ReportLine[],
): Promise<Votes> {
  if (!file) return new Map();
  const { add, done } = collector(file, known, leftOut, report);
  for await (const { cells, line } of rowsOf(file, report)) {
    const voter = cells.participant?.trim() ?? "";
    for (const [number, cell] of Object.entries(cells)) {
      if (!/^\d+$/.test(number) || cell.trim() === "") continue;
      const value = voteOf(cell, agree);
      if (value && voter !== "") add(number, { voter, value, at: now.getTime() }, line);
      else
        report.push({
          file: file.name,
          line,
          what: "left-out",
          message: `On statement ${number}: “${cell.slice(0, 50)}” is no vote.`,
        });
    }
  }
  report.push({
    file: file.name,
    line: null,
    what: "changed",
    message: "It doesn't say when people voted: the time is that of the import.",
  });
  await tellGroups(file, report);
  return done();
}

async function tellGroups(file: GivenFile, report: ReportLine[]): Promise<void> {
  const groups = new Set<string>();
  for await (const { cells } of rowsOf(file, [])) {
    const group = cells[columns.group]?.trim();
    if (group) groups.add(group);
  }
  if (groups.size > 0)
    report.push({
      file: file.name,
      line: null,
      what: "left-out",
      message: `Which of the ${groups.size} opinion groups people were in: Moot finds its own.`,
    });
}

/** Each person's changes on each claim, by time; the last stands. Who they are is said by a number alone. */
function historiesOf(claims: ClaimPart[], votes: Votes): VotesPart[] {
  const keys = new Map<string, string>();
  return claims.flatMap(({ id }) => {
    const said = [...(votes.get(id) ?? [])].sort((a, b) => a.at - b.at);
    if (said.length === 0) return [];
    const before = new Map<string, Value>();
    const history: VotesPart["history"] = [];
    for (const { voter, value, at } of said) {
      const from = before.get(voter) ?? null;
      if (from === value) continue;
      before.set(voter, value);
      const key = keys.get(voter) ?? `v${keys.size + 1}`;
      keys.set(voter, key);
      history.push([key, from, value, at]);
    }
    return [{ claim: id, history, standing: [] }];
  });
}
