import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { exportAs, type Scope } from "@/lib/interchange/export";
import { type GivenFile, sizeOf } from "@/lib/interchange/files";
import { importDebate, planImport, readDebate } from "@/lib/interchange/import";
import { exportFormats, importFormats } from "@/lib/interchange/interchange";
import { paths } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { countTry, countTryFrom } from "@/lib/web/limits";
import { importBodyLimit } from "@/lib/web/server/body-limit";
import { clientHeader } from "@/lib/web/server/client-address";
import { type Api, described } from "../route";
import { address } from "../shapes/list";

const exportQuery = z.object({
  format: z
    .enum(exportFormats, { error: `A format is one of: ${exportFormats.join(", ")}.` })
    .default("moot")
    .openapi({ description: "`moot` is complete, and can be brought in again." }),
  view: z
    .enum(["public", "full"], { error: "A view is public or full." })
    .default("public")
    .openapi({ description: "`full` holds what was held, withdrawn and removed too. Admins only, in `moot` alone." }),
  file: z
    .string()
    .max(100)
    .optional()
    .openapi({ description: "Of `polis`, which has several files: which of them. Left out, it is summary.csv." }),
});

const types = ["text/markdown", "text/plain", "text/csv"];

const importQuery = z.object({
  format: z
    .enum(["auto", ...importFormats], { error: `A format is auto or one of: ${importFormats.join(", ")}.` })
    .default("auto"),
  slug: z
    .string()
    .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u, "A slug is words of letters and digits, with hyphens between them.")
    .max(60, "A slug has at most 60 characters.")
    .optional()
    .openapi({ description: "The essay's name in its address, where it is not to be that of the file." }),
  dryRun: z
    .enum(["true", "false"], { error: "Say true or false." })
    .default("false")
    .openapi({ description: "Does all of it and keeps nothing." }),
  name: z.string().max(200).default("file").openapi({ description: "What the file is called." }),
});

const count = z.int().min(0);
const Imported = z
  .object({
    format: z.enum(importFormats),
    dryRun: z.boolean(),
    slug: z.string(),
    url: address,
    made: z.object({
      ...{ claims: count, evidence: count, rebuttals: count, votes: count, ratings: count, decisions: count },
      people: count,
    }),
    renamed: z.array(z.object({ from: z.string(), to: z.string() })).openapi({ description: "Names that were taken." }),
    newIds: count.openapi({ description: "Ids that were taken, and are others now." }),
    report: z
      .array(
        z.object({
          file: z.string(),
          line: z.int().nullable(),
          what: z.enum(["changed", "left-out"]),
          message: z.string(),
        }),
      )
      .openapi({ description: "What could not be read, or not as it was, line by line." }),
  })
  .openapi("Imported");

export function interchangeRoutes(api: Api): void {
  download(api, "/essays/{slug}/export", "A whole essay as a file", (c) => ({ essay: c.req.param("slug") ?? "" }));
  download(api, "/claims/{id}/export", "One claim, with all that is attached to it, as a file", (c) => ({
    claim: c.req.param("id") ?? "",
  }));
  bringIn(api);
}

/** Streamed: what is held of it at a time doesn't grow with the debate's votes. */
function download(api: Api, path: string, summary: string, scopeOf: (c: Context) => Scope): void {
  const config = described({
    ...{ method: "get", path, tag: "Interchange", summary, query: exportQuery, answer: z.unknown() },
    refuses: [403, 429],
  });
  const content = config.responses[200];
  if (content && "content" in content && content.content) {
    for (const type of types) content.content[type] = { schema: z.string() };
  }
  api.app.openAPIRegistry.registerPath(config);
  api.app.get(path.replace(/\{(\w+)\}/g, ":$1"), async (c) => {
    const ctx = await api.ctxOf(c);
    await countTryFrom("whole debates by address", c.req.header(clientHeader) ?? null);
    const { format, view, file } = parse(exportQuery, c.req.query());
    const site = api.site ?? new URL(c.req.url).origin;
    const files = await exportAs(ctx, scopeOf(c), format, { view, link: (path) => site + path });
    const wanted = file === undefined ? files[0] : files.find((one) => one.name === file);
    if (!wanted) {
      const names = files.map((one) => one.name).join(", ");
      throw new Refusal(404, "export.no_such_file", `There is no such file in this format. There is: ${names}.`);
    }
    return c.body(streamed(wanted.text), 200, {
      "Content-Type": wanted.type,
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(wanted.name)}`,
      "Cache-Control": "private, no-store",
    });
  });
}

/** Written as fast as it is taken, and no longer than somebody takes it. */
function streamed(text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      let piece = "";
      // Small pieces go together: each one that goes by itself costs.
      while (piece.length < 64 * 1024) {
        const next = await text.next();
        if (next.done) {
          if (piece !== "") controller.enqueue(encoder.encode(piece));
          controller.close();
          return;
        }
        piece += next.value;
      }
      controller.enqueue(encoder.encode(piece));
    },
    async cancel() {
      await text.return(undefined);
    },
  });
}

function bringIn(api: Api): void {
  const config = described({
    ...{ method: "post", path: "/imports", tag: "Interchange", summary: "Bring a debate in, all or nothing" },
    description:
      "An admin's. The body is the file, as it is; or a form (`multipart/form-data`) with one file, or with those that " +
      "Polis exports. Files larger than 16 MB are brought in on the machine itself, by `npm run debate -- import`.",
    ...{ query: importQuery, answer: Imported, signedIn: true, refuses: [400, 404, 409, 413, 422] },
  });
  config.request = {
    ...config.request,
    body: {
      required: true,
      content: {
        "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) },
        "multipart/form-data": {
          schema: z.object({ file: z.array(z.string().openapi({ format: "binary" })) }),
        },
      },
    },
  };
  api.app.openAPIRegistry.registerPath(config);
  api.app.post("/imports", async (c) => {
    const ctx = await api.ctxOf(c);
    // Before the body is read, which is large.
    const viewer = authorize(ctx, "essay.import");
    await countTry("sending by account", viewer.id);
    const { format, slug, dryRun, name } = parse(importQuery, c.req.query());
    const debate = await readDebate(await filesOf(c, name), format, ctx.now);
    const {
      slug: made,
      renamed,
      newIds,
      ...counts
    } = dryRun === "true" ? await planImport(ctx, debate, slug) : await importDebate(ctx, debate, { slug });
    if (dryRun === "false" && ctx.touched.size > 0) await api.refresh(ctx.touched);
    const site = api.site ?? new URL(c.req.url).origin;
    const answer: z.input<typeof Imported> = {
      ...{ format: debate.format, dryRun: dryRun === "true", slug: made, url: site + paths.essay(made) },
      ...{ made: counts, renamed, newIds, report: debate.report },
    };
    return c.body(JSON.stringify(answer), 200, {
      "Content-Type": "application/json",
      "Cache-Control": "private, no-store",
    });
  });
}

async function filesOf(c: Context, name: string): Promise<GivenFile[]> {
  const tooLarge = () => new Refusal(413, "request.too_large", "A debate of more than 16 MB is brought in by command.");
  if (Number(c.req.header("content-length") ?? 0) > importBodyLimit) throw tooLarge();
  const broken = () => new Refusal(400, "input.malformed", "The request broke off before its end.");
  if (!/^multipart\/form-data\b/i.test(c.req.header("content-type") ?? "")) {
    const bytes = new Uint8Array(
      await c.req.arrayBuffer().catch(() => {
        throw broken();
      }),
    );
    if (bytes.length > importBodyLimit) throw tooLarge();
    return [{ name, bytes }];
  }
  const form = await c.req.formData().catch(() => {
    throw broken();
  });
  const files: GivenFile[] = [];
  for (const value of form.values()) {
    if (typeof value !== "string") files.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  if (files.reduce((sum, one) => sum + sizeOf(one), 0) > importBodyLimit) throw tooLarge();
  return files;
}
