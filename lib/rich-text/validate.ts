import { Node } from "@tiptap/pm/model";
import { type Body, countCharacters, limits } from "./document";
import { fromMarkdown } from "./from-markdown";
import { plainText, textOf } from "./plain-text";
import { readDocument } from "./read";
import { refuseBody } from "./refusals";
import { schema } from "./schema";
import { tidy } from "./tidy";

/**
 * What somebody wrote, from a form or the API: Tiptap JSON, or `{ markdown }`. Returns it in the form in which it is
 * stored, with its plain text, or throws a refusal whose code begins with `body.`.
 */
export function parseBody(input: unknown): { body: Body; text: string } {
  if (input === undefined || input === null || input === "") throw refuseBody("body.missing");
  const body = tidy(readDocument(isMarkdown(input) ? fromMarkdown(input.markdown) : input));

  const text = plainText(body);
  if (!/[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(text)) throw refuseBody("body.missing");
  if (countCharacters(textOf(body)) > limits.characters) throw refuseBody("body.too_long");
  if (Buffer.byteLength(JSON.stringify(body)) > limits.bytes) throw refuseBody("body.too_long");
  check(body);
  return { body, text };
}

function isMarkdown(input: unknown): input is { markdown: string } {
  return (
    typeof input === "object" &&
    input !== null &&
    !("type" in input) &&
    typeof (input as { markdown?: unknown }).markdown === "string"
  );
}

/** The editor's own schema has the last word. */
function check(body: Body): void {
  try {
    Node.fromJSON(schema(), body).check();
  } catch {
    throw refuseBody("body.malformed");
  }
}
