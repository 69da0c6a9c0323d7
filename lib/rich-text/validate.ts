import { Node } from "@tiptap/pm/model";
import { type Body, type BodyOf, countCharacters, type EssayBody, limits, type TextKind } from "./document";
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
export function parseBody(input: unknown): { body: Body; text: string };
export function parseBody<Kind extends TextKind>(input: unknown, kind: Kind): { body: BodyOf<Kind>; text: string };
export function parseBody(input: unknown, kind: TextKind = "contribution"): { body: EssayBody; text: string } {
  if (input === undefined || input === null || input === "") throw refuseBody("body.missing", kind);
  const body = tidy(readDocument(isMarkdown(input) ? fromMarkdown(input.markdown, kind) : input, kind));

  const text = plainText(body);
  if (!/[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(text)) throw refuseBody("body.missing", kind);
  if (countCharacters(textOf(body)) > limits[kind].characters) throw refuseBody("body.too_long", kind);
  if (Buffer.byteLength(JSON.stringify(body)) > limits[kind].bytes) throw refuseBody("body.too_long", kind);
  check(body, kind);
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
function check(body: EssayBody, kind: TextKind): void {
  try {
    Node.fromJSON(schema(kind), body).check();
  } catch {
    throw refuseBody("body.malformed", kind);
  }
}
