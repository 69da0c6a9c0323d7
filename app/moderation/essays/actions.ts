"use server";

import { createHash } from "node:crypto";
import type { TextPreview } from "@/components/essays/edit-text-form";
import { keptOriginal } from "@/components/essays/essay-fields";
import type { FoundText } from "@/components/essays/new-essay-form";
import { invalid } from "@/lib/errors";
import { bringInEssay, describeEssay, editText, previewText } from "@/lib/essays/commands";
import { pageLanguage } from "@/lib/essays/languages";
import { lookForText } from "@/lib/essays/look-for-text";
import { reportOf } from "@/lib/essays/report";
import { paths } from "@/lib/paths";
import { bodyFrom } from "@/lib/rich-text/form";
import { toMarkdown } from "@/lib/rich-text/to-markdown";
import { text } from "@/lib/web/form-data";
import { formAction } from "@/lib/web/forms";

const descriptionFrom = (form: FormData) => ({
  title: text(form, "title"),
  author: text(form, "author"),
  url: text(form, "url"),
  language: text(form, "language"),
  ...(text(form, "translationOf") !== keptOriginal && { translationOf: text(form, "translationOf") }),
});

export const bringInAction = formAction<FoundText>(async (ctx, form) => {
  const typed = { ...descriptionFrom(form), slug: text(form, "slug") };
  const intent = text(form, "intent");
  if (intent === "save" || intent === "") {
    const { slug } = await bringInEssay(ctx, { ...typed, body: bodyFrom(form) });
    return { leave: paths.claimsDesk(slug) };
  }
  const found = await lookForText(ctx, intent === "fetch" ? { url: typed.url } : { file: await fileFrom(form) });
  return {
    message: "Go through the text, mend what came along with it, then bring it in.",
    data: {
      title: typed.title || (found.title ?? ""),
      author: typed.author || (found.author ?? ""),
      url: found.url ?? typed.url,
      slug: typed.slug,
      language: typed.language || pageLanguage,
      markdown: found.markdown,
    },
  };
});

async function fileFrom(form: FormData) {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) throw invalid({ file: "Choose a file first." });
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name, type: file.type };
}

/** Saves the text, or first shows what becomes of the claims: at a wish, and where one would be lost or read differently. */
export const editTextAction = formAction<TextPreview>(async (ctx, form) => {
  const slug = text(form, "slug");
  const note = text(form, "note");
  const input = { version: text(form, "version"), body: bodyFrom(form), note };
  const { body, passages } = await previewText(ctx, slug, input);
  const report = reportOf(passages);
  const markdown = toMarkdown(body);
  const seen = createHash("sha256").update(`${input.version}\n${markdown}`).digest("base64url");
  const asked = text(form, "intent") === "preview";
  if (asked || (report.items.length > 0 && text(form, "seen") !== seen)) {
    const message = asked
      ? "Nothing is saved yet. This is what becomes of the claims' passages:"
      : "Nothing is saved yet: look at what becomes of the claims' passages, then save it.";
    return { message, data: { report, seen, markdown, note } };
  }
  await editText(ctx, slug, input);
  return { leave: paths.essayDesk(slug) };
});

export const describeEssayAction = formAction(async (ctx, form) => {
  await describeEssay(ctx, text(form, "slug"), descriptionFrom(form));
  return { message: "Saved." };
});
