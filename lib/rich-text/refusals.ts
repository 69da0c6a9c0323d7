import { invalid, type Refusal } from "@/lib/errors";
import { limits, type TextKind } from "./document";

/** What is said about a text that can't be taken, by its stable code. */
const sentences = (kind: TextKind) => ({
  "body.missing": "Write something: there is no text yet.",
  "body.too_long": `Keep it under ${limits[kind].characters.toLocaleString("en")} characters.`,
  "body.too_deep": "Lists, quotations or formatting are nested too deeply. Take some levels out.",
  "body.unknown_node": `It holds something other than ${kind === "essay" ? "headings, rules, " : ""}paragraphs, lists and quotations.`,
  "body.unknown_mark": "It holds a formatting other than bold, italic, code and links.",
  "body.malformed": "It is not a text that Moot can read.",
  "body.link_not_allowed":
    "A link in it leads somewhere that is not allowed. Use full http, https or mailto addresses.",
  "body.bad_characters": "It holds control characters or broken ones. Take them out, then try again.",
});

export type BodyFault = keyof ReturnType<typeof sentences>;

export const refuseBody = (code: BodyFault, kind: TextKind): Refusal => invalid({ body: sentences(kind)[code] }, code);
