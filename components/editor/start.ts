import { Node } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import type { TextKind } from "@/lib/rich-text/document";
import { fromMarkdown } from "@/lib/rich-text/from-markdown";
import { readDocument } from "@/lib/rich-text/read";
import { schema } from "@/lib/rich-text/schema";
import { tidy } from "@/lib/rich-text/tidy";

/** What the editor opens with: a document, and where in it somebody was writing, if they were. */
export type Start = { document: Node | undefined; caret: number | undefined };

/** A character of nobody's, which stands for the caret while the text is read as Markdown. */
const caretMark = "\ue000";

/**
 * The text as the editor takes it over from a draft's document or from the text area, caret and all. Undefined where
 * the text can't be read; it is then better left where it is.
 */
export function startFrom(
  kind: TextKind,
  area: HTMLTextAreaElement | null,
  carried: HTMLInputElement | null,
): Start | undefined {
  if (carried?.value) {
    const document = stored(kind, carried.value);
    if (document) return { document, caret: undefined };
    carried.value = "";
  }
  if (!area) return undefined;
  try {
    return written(kind, area.value, area === window.document.activeElement ? area.selectionEnd : undefined);
  } catch {
    return undefined;
  }
}

function stored(kind: TextKind, json: string): Node | undefined {
  try {
    const document = Node.fromJSON(schema(kind), JSON.parse(json));
    document.check();
    return document;
  } catch {
    return undefined;
  }
}

/** Where nothing but the caret is in the text, it opens in an empty paragraph, item or line, as it did in the area. */
export function written(kind: TextKind, markdown: string, caret?: number): Start {
  const plain = read(kind, markdown);
  if (caret === undefined) return { document: plain, caret };
  const before = markdown.slice(0, caret);
  const after = markdown.slice(caret);
  const exact = readWithCaret(kind, before, after);
  // Between two blocks there is no place for a caret: there it belongs to the end of the one before.
  if (after.trim() !== "" && !(plain && exact?.document?.eq(plain))) {
    const nearest = readWithCaret(kind, before.trimEnd(), before.slice(before.trimEnd().length) + after);
    if (plain && nearest?.document?.eq(plain)) return nearest;
  }
  return exact ?? { document: plain, caret: undefined };
}

function read(kind: TextKind, markdown: string): Node | undefined {
  const body = tidy(readDocument(fromMarkdown(markdown, kind), kind));
  return body.content.length === 0 ? undefined : Node.fromJSON(schema(kind), body);
}

function readWithCaret(kind: TextKind, before: string, after: string): Start | undefined {
  const document = read(kind, before + caretMark + after);
  let caret: number | undefined;
  document?.descendants((node, position) => {
    const index = node.text?.indexOf(caretMark) ?? -1;
    if (index >= 0) caret = position + index;
  });
  if (!document || caret === undefined) return undefined;
  return { document: new Transform(document).delete(caret, caret + caretMark.length).doc, caret };
}
