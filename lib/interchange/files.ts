import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { Refusal } from "@/lib/errors";
import { deepest } from "./json-scanner";

/** A file that somebody brings: held whole, or read from its place as often as it is needed. */
export type GivenFile = { name: string } & ({ bytes: Uint8Array } | { path: string; size: number });

/** The most that one import reads, in bytes. A debate with a million votes has a third of it. */
export const importLimit = 128 * 1024 * 1024;

/** A file, or the files of a folder; refused by their size, and not yet read. */
export async function readGiven(place: string, limit = importLimit): Promise<GivenFile[]> {
  const found = await stat(place).catch(() => null);
  if (!found) throw new Refusal(404, "import.not_found", `There is nothing at ${place}.`);
  const names = found.isDirectory()
    ? (await readdir(place, { withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name)
    : [""];
  const files: GivenFile[] = [];
  for (const name of names.sort()) {
    const file = path.join(place, name);
    files.push({ name: path.basename(file), path: file, size: (await stat(file)).size });
  }
  refuseTooLarge(
    files.reduce((sum, file) => sum + sizeOf(file), 0),
    limit,
  );
  return files;
}

export const sizeOf = (file: GivenFile): number => ("bytes" in file ? file.bytes.length : file.size);

export function refuseTooLarge(size: number, limit: number): void {
  if (size <= limit) return;
  const mega = (bytes: number) => Math.floor(bytes / 1024 / 1024);
  throw new Refusal(
    413,
    "import.too_large",
    `This has ${mega(size)} MB, and an import takes at most ${mega(limit)} MB. Bring the debate in parts.`,
  );
}

/** The beginning of a file's text: so many bytes, but for a character that they would cut in two. */
export async function startOf(file: GivenFile, length: number): Promise<string> {
  for await (const piece of textPieces(file, length)) return piece;
  return "";
}

async function* chunksOf(file: GivenFile, size: number): AsyncGenerator<Uint8Array> {
  if ("path" in file) yield* createReadStream(file.path, { highWaterMark: size });
  else for (let i = 0; i < file.bytes.length; i += size) yield file.bytes.subarray(i, i + size);
}

/**
 * The text of a file, a piece at a time, its byte order mark and carriage returns taken out. Refuses what is not UTF-8.
 */
export async function* textPieces(file: GivenFile, size = 64 * 1024): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let read = 0;
  let before: Uint8Array = new Uint8Array();
  // The carriage return at the end of a piece may be half of a line's end.
  let held = "";
  for await (const chunk of chunksOf(file, size)) {
    let text: string;
    try {
      text = held + decoder.decode(chunk, { stream: true });
    } catch {
      throw notUtf8(file, read - before.length + firstBadByte(Buffer.concat([before, chunk])));
    }
    read += chunk.length;
    before = unfinished(chunk.length < 4 ? Buffer.concat([before, chunk]) : chunk);
    held = text.endsWith("\r") ? "\r" : "";
    yield (held ? text.slice(0, -1) : text).replace(/\r\n?/g, "\n");
  }
  try {
    yield (held + decoder.decode()).replace(/\r\n?/g, "\n");
  } catch {
    throw notUtf8(file, read - before.length);
  }
}

/** The text of a file, whole: for formats of which no large file is read. */
export async function textOf(file: GivenFile): Promise<string> {
  let text = "";
  for await (const piece of textPieces(file)) text += piece;
  return text;
}

const notUtf8 = ({ name }: GivenFile, byte: number) =>
  new Refusal(422, "import.not_utf8", `${name} is not text in UTF-8. Save it as UTF-8, then try again.`, {
    details: { byte },
  });

/** The bytes at the end that begin a character and don't end it. */
function unfinished(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.slice(-back) : new Uint8Array();
  }
  return new Uint8Array();
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

/** What a file of JSON holds: for formats of which no large file is read. */
export async function jsonOf(file: GivenFile): Promise<unknown> {
  const text = await textOf(file);
  refuseDeep(text, file.name);
  try {
    return JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? error.message.slice(0, 200) : "";
    throw new Refusal(400, "import.malformed", `${file.name} is not JSON: ${where}`);
  }
}

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
