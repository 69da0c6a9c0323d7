import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy } from "@fastify/busboy";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { authorize } from "@/lib/policy/policy";
import { importLimit, refuseTooLarge } from "../files";
import type { Run } from "./run";
import { spoolOf } from "./runs";
import { discard, filePath, openUpload, writeRun } from "./spool";

/** Files of one upload: Polis has five. */
const mostFiles = 20;

export type Upload = Pick<Run, "format" | "slug" | "dryRun"> & {
  /** What a body is called that is one file. */
  name: string;
  contentType: string;
  body: ReadableStream<Uint8Array> | null;
};

/** What came with the files in a form. */
export type Fields = Map<string, string>;

/**
 * Takes an upload as it comes and keeps it beside the database, readable by its owner alone. What is larger than an
 * import may be is read to its end and kept nowhere: a browser shows no answer before it has sent everything.
 */
export async function receive(ctx: Ctx, upload: Upload): Promise<{ run: Run; fields: Fields }> {
  const viewer = authorize(ctx, "essay.import");
  const id = newId();
  const spool = spoolOf(ctx);
  await openUpload(spool, id, ctx.now);
  try {
    const keeper = new Keeper(spool, id);
    const fields = /^multipart\/form-data\b/i.test(upload.contentType)
      ? await takeForm(upload, keeper)
      : await takeFile(upload, keeper);
    refuseTooLarge(keeper.size, importLimit);
    const { files } = keeper;
    if (files.length === 0) {
      throw new Refusal(422, "import.one_file", "Bring one file, or a folder from Polis.");
    }
    const run: Run = {
      ...{ id, by: viewer.id, startedAt: ctx.now.toISOString(), files },
      ...{ format: upload.format, slug: upload.slug, dryRun: upload.dryRun },
      ...{ state: "waiting", found: null, progress: null, problem: null },
    };
    await writeRun(spool, run);
    return { run, fields };
  } catch (error) {
    await discard(spool, id);
    throw error;
  }
}

/** Writes what fits, and counts all. */
class Keeper {
  files: Run["files"] = [];
  size = 0;

  constructor(
    readonly spool: string,
    readonly id: string,
  ) {}

  async keep(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    if (this.files.length >= mostFiles) {
      throw new Refusal(422, "import.one_file", `An import takes at most ${mostFiles} files.`);
    }
    const place = this.files.length;
    const file = { name: name.slice(0, 200), size: 0 };
    this.files.push(file);
    const kept = async function* (this: Keeper) {
      for await (const chunk of chunks) {
        file.size += chunk.length;
        this.size += chunk.length;
        if (this.size <= importLimit) yield chunk;
      }
    };
    await pipeline(kept.call(this), createWriteStream(filePath(this.spool, this.id, place), { mode: 0o600 }));
  }
}

const tooLong = () =>
  new Refusal(413, "import.too_large", "That is more text than can be pasted. Save it as a file, then bring the file.");

const broken = () => new Refusal(400, "input.malformed", "The request broke off before its end, or is no form.");

async function takeFile({ name, body }: Upload, keeper: Keeper): Promise<Fields> {
  if (body) {
    await keeper.keep(name, Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])).catch((error) => {
      throw error instanceof Refusal ? error : broken();
    });
  }
  return new Map();
}

async function takeForm({ contentType, body }: Upload, keeper: Keeper): Promise<Fields> {
  const fields: Fields = new Map();
  const form = new Busboy({
    headers: { "content-type": contentType },
    limits: { fieldSize: importLimit / 8, fields: 20, files: mostFiles + 1 },
  });
  const keeping: Promise<void>[] = [];
  const fail = (error: unknown): void => {
    form.destroy(error instanceof Error ? error : broken());
  };
  form.on("file", (_field, stream, name) => {
    // A form's file that nobody chose has no name and no bytes.
    if (!name) stream.resume();
    else keeping.push(keeper.keep(name, stream).catch(fail));
  });
  form.on("field", (field, value, _cut, valueCut) => {
    if (valueCut) fail(tooLong());
    else if (field === "text" && value.trim() !== "") {
      keeping.push(keeper.keep("pasted.txt", Readable.from([Buffer.from(value)])).catch(fail));
    } else fields.set(field, value);
  });
  try {
    await pipeline(Readable.fromWeb((body ?? new Blob().stream()) as Parameters<typeof Readable.fromWeb>[0]), form);
    await Promise.all(keeping);
  } catch (error) {
    throw error instanceof Refusal ? error : broken();
  }
  return fields;
}
