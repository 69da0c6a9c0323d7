import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { asRefusal, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { importFormats } from "@/lib/interchange/interchange";
import { isUnderWay, type Run } from "@/lib/interchange/runs/run";
import { attemptImport, discardImport, importRun } from "@/lib/interchange/runs/runs";
import { receive } from "@/lib/interchange/runs/upload";
import { paths } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { countTry } from "@/lib/web/limits";
import { type Api, described, route } from "../route";
import { Import, importShape } from "../shapes/import";

/** How long an answer waits for the end of what it began, in ms. */
const patience = 15_000;

const chosen = {
  format: z
    .enum(["auto", ...importFormats], { error: `A format is auto or one of: ${importFormats.join(", ")}.` })
    .default("auto"),
  slug: z
    .string()
    .trim()
    .regex(/^([\p{L}\p{N}]+(-[\p{L}\p{N}]+)*)?$/u, "A slug is words of letters and digits, with hyphens between them.")
    .max(60, "A slug has at most 60 characters.")
    .optional()
    .openapi({ description: "The essay's name in its address, where it is not to be that of the file." }),
  dryRun: z
    .enum(["true", "false"], { error: "Say true or false." })
    .default("false")
    .openapi({ description: "Reads and checks all of it, says what would be made, and brings nothing in." }),
};

const uploadQuery = z.object({
  ...chosen,
  name: z.string().max(200).default("file").openapi({ description: "What the file is called." }),
});

const attemptQuery = z.object({
  ...chosen,
  format: z.enum(["auto", ...importFormats]).optional(),
  discard: z
    .enum(["true", "false"])
    .default("false")
    .openapi({ description: "For a form without scripts: what DELETE does." }),
});

export function importRoutes(api: Api): void {
  upload(api);
  attempt(api);
  const one = { path: "/imports/{id}", tag: "Interchange", signedIn: true };
  route(
    api,
    { ...one, method: "get", summary: "An upload: what was found in it, and how far it has come", answer: Import },
    async ({ ctx, param, link }) => importShape(await importRun(ctx, param("id")), link),
  );
  route(
    api,
    { ...one, method: "delete", summary: "Throw an upload away", refuses: [409] },
    async ({ ctx, param }) => void (await discardImport(ctx, param("id"))),
  );
}

const slow = { 202: { description: "Under way; ask its address how far it has come", content: json(Import) } };
const form = { 303: { description: "To its page: what a browser's form gets, and whatever accepts text/html first" } };

function json(schema: z.ZodType) {
  return { "application/json": { schema } };
}

function upload(api: Api): void {
  const config = described({
    ...{ method: "post", path: "/imports", tag: "Interchange", summary: "Bring a debate in, all or nothing" },
    description:
      "An admin's. The body is the file, as it is; or a form (`multipart/form-data`) with one file, with those that " +
      "Polis exports, or with a field `text`. At most 128 MB. What takes longer than some seconds is answered with 202.",
    ...{ query: uploadQuery, answer: Import, signedIn: true, refuses: [400, 409, 413, 422] },
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
  Object.assign(config.responses, slow, form);
  api.app.openAPIRegistry.registerPath(config);
  api.app.post("/imports", (c) =>
    asForm(c, paths.imports, async () => {
      const ctx = await api.ctxOf(c);
      // Before the body is read, which is large.
      const viewer = authorize(ctx, "essay.import");
      await countTry("sending by account", viewer.id);
      const { name, ...asked } = parse(uploadQuery, c.req.query());
      const { run, fields } = await receive(ctx, {
        ...{ name, format: asked.format, slug: asked.slug || null, dryRun: asked.dryRun === "true" },
        contentType: c.req.header("content-type") ?? "",
        body: c.req.raw.body,
      });
      // A form's own choices go before those of its address.
      const { format, slug, dryRun } = parse(z.object(chosen), { ...asked, ...Object.fromEntries(fields) });
      return begin(api, c, run.id, { format, slug: slug || null, dryRun: dryRun === "true" });
    }),
  );
}

/** A run that a dry one has read already, or that was refused, is taken up again with what is kept of it. */
function attempt(api: Api): void {
  const config = described({
    ...{ method: "post", path: "/imports/{id}", tag: "Interchange", summary: "Bring in what was uploaded before" },
    ...{ query: attemptQuery, answer: Import, signedIn: true, refuses: [409, 413] },
  });
  Object.assign(config.responses, slow, form);
  api.app.openAPIRegistry.registerPath(config);
  api.app.post("/imports/:id", (c) => {
    const id = c.req.param("id");
    return asForm(c, paths.import(id), async () => {
      const ctx = await api.ctxOf(c);
      const viewer = authorize(ctx, "essay.import");
      await countTry("sending by account", viewer.id);
      const fields = isForm(c) ? await c.req.parseBody() : {};
      const { format, slug, dryRun, discard } = parse(attemptQuery, { ...c.req.query(), ...fields });
      if (discard === "true") {
        await discardImport(ctx, id);
        return wantsPage(c) ? c.redirect(paths.imports, 303) : c.body(null, 204);
      }
      return begin(api, c, id, {
        format,
        slug: slug === undefined ? undefined : slug || null,
        dryRun: dryRun === "true",
      });
    });
  });
}

async function begin(api: Api, c: Context, id: string, asked: Parameters<typeof attemptImport>[2]): Promise<Response> {
  const ctx = await api.ctxOf(c);
  const { ended } = await attemptImport(ctx, id, asked, (tags) => api.refresh(tags));
  if (wantsPage(c)) return c.redirect(paths.import(id), 303);
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
  const run = await importRun(ctx, id);
  if (run.problem) throw refusalOf(run.problem, id);
  const site = api.site ?? new URL(c.req.url).origin;
  const link = (path: string) => site + path;
  return c.body(JSON.stringify(importShape(run, link)), isUnderWay(run) ? 202 : 200, {
    "Content-Type": "application/json",
    "Cache-Control": "private, no-store",
    Location: link(`${paths.api}/imports/${id}`),
  });
}

/** As it was refused in the other process; with the id, as the upload is still there. */
function refusalOf({ status, code, message, errors }: NonNullable<Run["problem"]>, id: string): Refusal {
  return new Refusal(status as Refusal["status"], code, message, {
    ...(errors && { errors }),
    details: { import: id },
  });
}

const wantsPage = (c: Context): boolean => /^text\/html\b/.test(c.req.header("accept") ?? "");
const isForm = (c: Context): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(c.req.header("content-type") ?? "");

/** A refusal of what a browser's form sent leads back to the page, which says it. */
async function asForm(c: Context, page: string, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const refusal = wantsPage(c) ? asRefusal(error) : undefined;
    if (!refusal) throw error;
    if (refusal.status === 401) return c.redirect(paths.signIn(page), 303);
    return c.redirect(`${page}?${new URLSearchParams({ refused: refusal.code })}`, 303);
  }
}
