import { type Ctx, inTransaction } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { authorize } from "@/lib/policy/policy";
import { type GivenFile, jsonOf, textOf } from "./files";
import { type ImportFormat, importFormats, type Made, type Progress, type ReportLine } from "./interchange";
import { checkMootJson } from "./moot/check";
import { mootFormat } from "./moot/format";
import { importMootJson } from "./moot/import";
import { importEssay } from "./moot/import-essay";

/** A debate that was read and is ready to come in. */
export type ReadDebate = {
  format: ImportFormat;
  /** What could not be read, or not as it was, in the order of the file. */
  report: ReportLine[];
  bringIn(ctx: Ctx, progress?: Progress): Promise<Made>;
};

/** Reads what somebody brings. `auto` finds out which format it is. */
export async function readDebate(files: GivenFile[], format: ImportFormat | "auto" = "auto"): Promise<ReadDebate> {
  const found = format === "auto" ? detect(files) : format;
  return readers[found](files);
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
  { dryRun = false, progress }: { dryRun?: boolean; progress?: Progress } = {},
): Promise<Made> {
  authorize(ctx, "essay.import");
  try {
    return await inTransaction(ctx, async (ctx) => {
      const made = await debate.bringIn(ctx, progress);
      if (dryRun) throw new DryRun(made);
      return made;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.made;
    throw error;
  }
}

const only = (files: GivenFile[]): GivenFile => {
  const [file] = files;
  if (!file || files.length > 1) throw new Refusal(422, "import.one_file", "Bring one file, or a folder of Polis.");
  return file;
};

const readers: Record<ImportFormat, (files: GivenFile[]) => Promise<ReadDebate>> = {
  async moot(files) {
    const input = jsonOf(only(files));
    const format = (input as { format?: unknown } | null)?.format;
    if (format === "moot-essay/1") return { format: "moot", report: [], bringIn: (ctx) => bringEssay(ctx, input) };
    const document = checkMootJson(input);
    return { format: "moot", report: [], bringIn: (ctx, progress) => importMootJson(ctx, document, progress) };
  },
  kialo: unknown,
  argdown: unknown,
  aif: unknown,
  polis: unknown,
};

async function unknown(): Promise<never> {
  throw new Refusal(422, "import.unknown_format", `Moot reads: ${importFormats.join(", ")}.`);
}

const nothing = { votes: 0, ratings: 0, decisions: 0, people: 0, renamed: [], newIds: 0 };
const bringEssay = async (ctx: Ctx, input: unknown): Promise<Made> => ({
  ...(await importEssay(ctx, input)),
  ...nothing,
});

/** Finds out which format it is by what only that one has. */
function detect(files: GivenFile[]): ImportFormat {
  const text = textOf(only(files));
  if (/^\s*\{/.test(text.slice(0, 1000)) && text.slice(0, 4000).includes(mootFormat.slice(0, 4))) return "moot";
  return "moot";
}
