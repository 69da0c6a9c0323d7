import { type Ctx, inTransaction } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { authorize } from "@/lib/policy/policy";
import { looksLikeAif, readAif } from "./aif/read";
import { readArgdown } from "./argdown/read";
import { type GivenFile, jsonOf, refuseTooLarge, textOf } from "./files";
import type { Graph } from "./graph/graph";
import { toMoot } from "./graph/to-moot";
import type { ImportFormat, Made, Progress, ReportLine } from "./interchange";
import { looksLikeKialo, readKialo } from "./kialo/read";
import { checkMootJson } from "./moot/check";
import { essayFormat } from "./moot/essay-format";
import type { MootJson } from "./moot/format";
import { importMootJson } from "./moot/import";
import { importEssay } from "./moot/import-essay";
import { looksLikePolis } from "./polis/files";
import { readPolis } from "./polis/read";

/** A debate that was read and is ready to come in. */
export type ReadDebate = {
  format: ImportFormat;
  /** What could not be read, or not as it was, in the order of the file. */
  report: ReportLine[];
  /** With another slug than the file's where one is given. */
  document?: MootJson;
  bringIn(ctx: Ctx, slug: string | undefined, progress: Progress | undefined): Promise<Made>;
};

/** Reads what somebody brings. `auto` finds out which format it is. */
export async function readDebate(
  files: GivenFile[],
  format: ImportFormat | "auto" = "auto",
  now = new Date(),
): Promise<ReadDebate> {
  return readers[format === "auto" ? detect(files) : format](files, now);
}

class DryRun extends Error {
  constructor(readonly made: Made) {
    super("a dry run");
  }
}

/** Brings a debate in, all or nothing. A dry run does all of it, and keeps nothing. */
export async function importDebate(
  ctx: Ctx,
  debate: ReadDebate,
  { dryRun = false, slug, progress }: { dryRun?: boolean; slug?: string | undefined; progress?: Progress } = {},
): Promise<Made> {
  authorize(ctx, "essay.import");
  try {
    return await inTransaction(ctx, async (ctx) => {
      const made = await debate.bringIn(ctx, slug, progress);
      if (dryRun) throw new DryRun(made);
      return made;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.made;
    throw error;
  }
}

/** The most that is read of a text, in bytes: the largest public debates have a tenth of it. */
const textLimit = 16 * 1024 * 1024;
/** Argdown's parser takes a second for each megabyte, and a hundred times its room. */
const argdownLimit = 2 * 1024 * 1024;

function only(files: GivenFile[], limit?: number): GivenFile {
  const [file] = files;
  if (!file || files.length > 1) throw new Refusal(422, "import.one_file", "Bring one file, or a folder from Polis.");
  if (limit !== undefined) refuseTooLarge(file.bytes.length, limit);
  return file;
}

const readers: Record<ImportFormat, (files: GivenFile[], now: Date) => Promise<ReadDebate>> = {
  async moot(files) {
    const input = jsonOf(only(files));
    if ((input as { format?: unknown } | null)?.format === essayFormat) return handMade(input);
    return whole("moot", checkMootJson(input), []);
  },
  async kialo(files, now) {
    const file = only(files, textLimit);
    return fromGraph("kialo", readKialo(textOf(file), file.name), now);
  },
  async argdown(files, now) {
    const file = only(files, argdownLimit);
    return fromGraph("argdown", await readArgdown(textOf(file), file.name), now);
  },
  async aif(files, now) {
    const file = only(files, textLimit);
    return fromGraph("aif", readAif(jsonOf(file), file.name), now);
  },
  async polis(files, now) {
    const { document, report } = await readPolis(files, now);
    return whole("polis", document, report);
  },
};

const fromGraph = (format: ImportFormat, graph: Graph, now: Date): ReadDebate =>
  whole(format, toMoot(graph, now), graph.report);

const whole = (format: ImportFormat, document: MootJson, report: ReportLine[]): ReadDebate => ({
  format,
  report,
  document,
  bringIn: (ctx, slug, progress) =>
    importMootJson(ctx, slug ? { ...document, essay: { ...document.essay, slug } } : document, progress),
});

/** An essay as people write it by hand, as the seed's. */
const handMade = (input: unknown): ReadDebate => ({
  format: "moot",
  report: [],
  bringIn: async (ctx, slug) => ({
    ...(await importEssay(ctx, slug ? { ...(input as object), slug } : input)),
    ...{ votes: 0, ratings: 0, decisions: 0, people: 0, renamed: [], newIds: 0 },
  }),
});

/** Finds out which format it is, by what only that one has. */
function detect(files: GivenFile[]): ImportFormat {
  if (looksLikePolis(files)) return "polis";
  const file = only(files);
  if (/\.(argdown|ad)$/i.test(file.name)) return "argdown";
  const start = textOf({ ...file, bytes: file.bytes.subarray(0, cutNear(file.bytes, 4096)) });
  if (/^\s*[{[]\s*("|\}|\{)/.test(start) && !/^\s*\[[^\]]*\]\s*:/.test(start)) {
    return /"format"\s*:\s*"moot/.test(start) || !looksLikeAif(jsonOf(file)) ? "moot" : "aif";
  }
  return looksLikeKialo(start) ? "kialo" : "argdown";
}

/** Where a text can be cut without cutting a character in two. */
function cutNear(bytes: Uint8Array, wanted: number): number {
  let end = Math.min(wanted, bytes.length);
  while (end < bytes.length && end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
