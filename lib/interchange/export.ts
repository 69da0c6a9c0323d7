import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { writeAif } from "./aif/write";
import { writeArgdown } from "./argdown/write";
import { type Debate, debateOf } from "./debate";
import type { ExportFormat } from "./interchange";
import { writeKialo } from "./kialo/write";
import { writeMarkdown } from "./markdown/write";
import { exportDebate } from "./moot/export";
import type { View } from "./moot/format";
import { findScope, type Scope } from "./moot/scope";
import { polisFiles } from "./polis/write";
import { writeTable } from "./table/write";

export type { Scope } from "./moot/scope";

/** One file of an export, written while it is read. */
export type Exported = { name: string; type: string; text: AsyncGenerator<string> };

export type ExportOptions = {
  /** `full` holds what everybody can't see, for admins, in Moot's own format alone. */
  view?: View;
  /** An address in full from its path. */
  link?: (path: string) => string;
};

type Writer = {
  type: string;
  ending: string;
  write(debate: Debate, link: (path: string) => string): AsyncGenerator<string>;
};

const writers: Record<Exclude<ExportFormat, "moot" | "polis">, Writer> = {
  markdown: { type: "text/markdown; charset=utf-8", ending: "md", write: writeMarkdown },
  argdown: { type: "text/plain; charset=utf-8", ending: "argdown", write: writeArgdown },
  aif: { type: "application/json", ending: "aif.json", write: writeAif },
  csv: { type: "text/csv; charset=utf-8", ending: "csv", write: writeTable },
  kialo: { type: "text/plain; charset=utf-8", ending: "kialo.txt", write: writeKialo },
};

/** An essay or a claim in one of the forms it can be taken out in: one file, but for Polis, which has several. */
export async function exportAs(
  ctx: Ctx,
  scope: Scope,
  format: ExportFormat,
  { view = "public", link = (path) => path }: ExportOptions = {},
): Promise<Exported[]> {
  if (view === "full" && format !== "moot") {
    throw new Refusal(422, "export.public_only", "Only Moot's own format can say what is hidden from readers.");
  }
  if (format === "moot") {
    // Refusals come before the first piece of text.
    const { essay } = await findScope(ctx, scope, view);
    const name = `${fileName(essay.slug, scope)}.moot.json`;
    return [{ name, type: "application/json", text: exportDebate(ctx, scope, view) }];
  }
  const debate = await debateOf(ctx, scope);
  if (format === "polis") return polisFiles(ctx, debate).map((file) => ({ ...file, text: file.text() }));
  const { type, ending, write } = writers[format];
  return [{ name: `${fileName(debate.slug, scope)}.${ending}`, type, text: write(debate, link) }];
}

const fileName = (slug: string, scope: Scope): string => ("claim" in scope ? `${slug}-${scope.claim}` : slug);
