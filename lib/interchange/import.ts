import { type Ctx, inTransaction } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { authorize } from "@/lib/policy/policy";
import { looksLikeAif, readAif } from "./aif/read";
import { readArgdown } from "./argdown/read";
import { type GivenFile, jsonOf, refuseTooLarge, sizeOf, startOf, textOf } from "./files";
import type { Graph } from "./graph/graph";
import { toMoot } from "./graph/to-moot";
import type { ImportFormat, Made, Progress, ReportLine } from "./interchange";
import { looksLikeKialo, readKialo } from "./kialo/read";
import { essayFormat } from "./moot/essay-format";
import { importMootJson, planMootJson } from "./moot/import";
import { importEssay, planEssay } from "./moot/import-essay";
import { held, type Incoming } from "./moot/incoming";
import { readMootJson } from "./moot/read";
import { looksLikePolis } from "./polis/files";
import { readPolis } from "./polis/read";

/** A debate that was read and is ready to come in. */
export type ReadDebate = {
  format: ImportFormat;
  /** What could not be read, or not as it was, in the order of the file. */
  report: ReportLine[];
  incoming: Incoming | HandMade;
};

/** Reads what somebody brings. `auto` finds out which format it is. */
export async function readDebate(
  files: GivenFile[],
  format: ImportFormat | "auto" = "auto",
  now = new Date(),
): Promise<ReadDebate> {
  return readers[format === "auto" ? await detect(files) : format](files, now);
}

export type ImportOptions = {
  /** The essay's name in its address, where it is not to be the file's. */
  slug?: string | undefined;
  progress?: Progress | undefined;
  /** Asked once all is written, before it is kept; may still say no by throwing. */
  keep?: ((made: Made) => Promise<void>) | undefined;
};

/** Brings a debate in, all or nothing. */
export async function importDebate(
  ctx: Ctx,
  { incoming }: ReadDebate,
  { slug, progress, keep }: ImportOptions = {},
): Promise<Made> {
  authorize(ctx, "essay.import");
  if (!("essay" in incoming)) return importMootJson(ctx, named(incoming, slug), progress, keep);
  return inTransaction(ctx, async (ctx) => {
    const made = { ...(await importEssay(ctx, { ...incoming.essay, ...(slug && { slug }) })), ...noneOf };
    await keep?.(made);
    return made;
  });
}

/** What bringing it in would make. It is found out without waiting for those who write, and without their waiting. */
export async function planImport(ctx: Ctx, { incoming }: ReadDebate, slug?: string | undefined): Promise<Made> {
  authorize(ctx, "essay.import");
  if (!("essay" in incoming)) return planMootJson(ctx, named(incoming, slug));
  return { ...(await planEssay(ctx, { ...incoming.essay, ...(slug && { slug }) })), ...noneOf };
}

const named = (incoming: Incoming, slug: string | undefined): Incoming =>
  slug ? { ...incoming, document: { ...incoming.document, essay: { ...incoming.document.essay, slug } } } : incoming;

/** An essay as people write it by hand, as the seed's. */
type HandMade = { essay: object };
const noneOf = { votes: 0, ratings: 0, decisions: 0, people: 0, renamed: [], newIds: 0 };

/** The most that is read of a text, in bytes: the largest public debates have a tenth of it. */
const textLimit = 16 * 1024 * 1024;
/** Argdown's parser takes a second for each megabyte, and a hundred times its room. */
const argdownLimit = 2 * 1024 * 1024;

function only(files: GivenFile[], limit?: number): GivenFile {
  const [file] = files;
  if (!file || files.length > 1) throw new Refusal(422, "import.one_file", "Bring one file, or a folder from Polis.");
  if (limit !== undefined) refuseTooLarge(sizeOf(file), limit);
  return file;
}

const readers: Record<ImportFormat, (files: GivenFile[], now: Date) => Promise<ReadDebate>> = {
  async moot(files) {
    const file = only(files);
    const incoming = (await isHandMade(file))
      ? { essay: (await jsonOf(only(files, textLimit))) as object }
      : await readMootJson(file);
    return { format: "moot", report: "essay" in incoming ? [] : notKept(incoming, file.name), incoming };
  },
  async kialo(files, now) {
    const file = only(files, textLimit);
    return fromGraph("kialo", readKialo(await textOf(file), file.name), now);
  },
  async argdown(files, now) {
    const file = only(files, argdownLimit);
    return fromGraph("argdown", await readArgdown(await textOf(file), file.name), now);
  },
  async aif(files, now) {
    const file = only(files, textLimit);
    return fromGraph("aif", readAif(await jsonOf(file), file.name), now);
  },
  async polis(files, now) {
    return { format: "polis", ...(await readPolis(files, now)) };
  },
};

/** What even Moot's own form doesn't hold. */
function notKept({ document: { view, contributions, decisions } }: Incoming, file: string): ReportLine[] {
  const wordless = contributions.filter((one) => one.revisions.length === 0).length;
  const report: ReportLine[] = [];
  if (decisions.length > 0) {
    const message =
      `Who decided the ${decisions.length} rows of its log is in no file: they are yours here. What was merged, split or moved ` +
      "elsewhere can't be undone here, as no row says what was where before.";
    report.push({ file, line: null, what: "changed", message });
  }
  if (view === "public" && wordless > 0) {
    const message = `The words of ${wordless} contributions that were held, withdrawn or removed are not in a public file.`;
    report.push({ file, line: null, what: "left-out", message });
  }
  return report;
}

const fromGraph = (format: ImportFormat, graph: Graph, now: Date): ReadDebate => ({
  format,
  incoming: held(toMoot(graph, now)),
  report: graph.report,
});

const isHandMade = async (file: GivenFile): Promise<boolean> =>
  new RegExp(`"format"\\s*:\\s*"${essayFormat}"`).test(await startOf(file, startLength));

/** Finds out which format it is, by what only that one has. */
async function detect(files: GivenFile[]): Promise<ImportFormat> {
  if (looksLikePolis(files)) return "polis";
  const file = only(files);
  if (/\.(argdown|ad)$/i.test(file.name)) return "argdown";
  const start = await startOf(file, startLength);
  if (/^\s*[{[]\s*("|\}|\{)/.test(start) && !/^\s*\[[^\]]*\]\s*:/.test(start)) {
    if (/"format"\s*:\s*"moot/.test(start) || sizeOf(file) > textLimit) return "moot";
    return looksLikeAif(await jsonOf(file)) ? "aif" : "moot";
  }
  return looksLikeKialo(start) ? "kialo" : "argdown";
}

/** Bytes in which a file shows what it is. */
const startLength = 4096;
