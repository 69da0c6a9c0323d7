import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { Refusal } from "@/lib/errors";

/** A file that somebody brings, whole. */
export type GivenFile = { name: string; bytes: Uint8Array };

/** The most that one import reads, in bytes. A debate with a million votes has about half of it. */
export const importLimit = 128 * 1024 * 1024;

/** A file, or the files of a folder; refused by their size before any of them is read. */
export async function readGiven(place: string, limit = importLimit): Promise<GivenFile[]> {
  const found = await stat(place).catch(() => null);
  if (!found) throw new Refusal(404, "import.not_found", `There is nothing at ${place}.`);
  const names = found.isDirectory()
    ? (await readdir(place, { withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name)
    : [""];
  const files = names.sort().map((name) => path.join(place, name));
  let size = 0;
  for (const file of files) size += (await stat(file)).size;
  refuseTooLarge(size, limit);
  return Promise.all(files.map(async (file) => ({ name: path.basename(file), bytes: await readFile(file) })));
}

export function refuseTooLarge(size: number, limit: number): void {
  if (size <= limit) return;
  const mega = (bytes: number) => Math.floor(bytes / 1024 / 1024);
  throw new Refusal(
    413,
    "import.too_large",
    `This has ${mega(size)} MB, and an import takes at most ${mega(limit)} MB. Bring the debate in parts.`,
  );
}

/** The text of a file, its byte order mark and carriage returns taken out. Refuses what is not UTF-8. */
export function textOf({ name, bytes }: GivenFile): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n?/g, "\n");
  } catch {
    throw new Refusal(422, "import.not_utf8", `${name} is not text in UTF-8. Save it as UTF-8, then try again.`, {
      details: { byte: firstBadByte(bytes) },
    });
  }
}

/** Where the text stops being UTF-8, found by halving. */
function firstBadByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}

/** What a file of JSON holds. */
export function jsonOf(file: GivenFile): unknown {
  const text = textOf(file);
  refuseDeep(text, file.name);
  try {
    return JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? error.message.slice(0, 200) : "";
    throw new Refusal(400, "import.malformed", `${file.name} is not JSON: ${where}`);
  }
}

/** Levels of nesting that no debate needs. A text has at most a dozen, and stands a few levels down. */
const deepest = 64;

function refuseDeep(text: string, name: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 92) i++;
      else if (c === 34) quoted = false;
    } else if (c === 34) quoted = true;
    else if (c === 91 || c === 123) {
      if (++depth > deepest) throw new Refusal(422, "import.too_deep", `${name} is nested too deeply to be a debate.`);
    } else if (c === 93 || c === 125) depth--;
  }
}
