import type { EssayBody } from "@/lib/rich-text/document";
import { parseBody } from "@/lib/rich-text/validate";

/** A text as it was given: Tiptap JSON or `{ markdown }`. */
export function readText({ body }: { body?: unknown }): { body: EssayBody; text: string } {
  return parseBody(body, "essay");
}
