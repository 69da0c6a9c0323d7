import { z } from "@hono/zod-openapi";
import type { Translation as TranslationRead } from "@/lib/essays/languages";
import { address, type ToAddress } from "./list";

export const Translation = z
  .object({
    language: z.string(),
    original: z.boolean().openapi({ description: "Whether the others are translations of it." }),
    url: address,
  })
  .openapi("Translation");

export const translation = (
  { language, original, path }: TranslationRead,
  link: ToAddress,
): z.input<typeof Translation> => ({ language, original, url: link(path) });
