import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { exportAs, type Scope } from "@/lib/interchange/export";
import { exportFormats } from "@/lib/interchange/interchange";
import { countTryFrom } from "@/lib/web/limits";
import { clientHeader } from "@/lib/web/server/client-address";
import { type Api, described } from "../route";

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

export function exportRoutes(api: Api): void {
  download(api, "/essays/{slug}/export", "A whole essay as a file", (c) => ({ essay: c.req.param("slug") ?? "" }));
  download(api, "/claims/{id}/export", "One claim, with all that is attached to it, as a file", (c) => ({
    claim: c.req.param("id") ?? "",
  }));
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
