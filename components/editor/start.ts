import { Node } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
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
export function startFrom(area: HTMLTextAreaElement | null, carried: HTMLInputElement | null): Start | undefined {
  if (carried?.value) {
    const document = stored(carried.value);
    if (document) return { document, caret: undefined };
    carried.value = "";
  }
  if (!area) return undefined;
  try {
    return written(area.value, area === window.document.activeElement ? area.selectionEnd : undefined);
  } catch {
    return undefined;
  }
}

function stored(json: string): Node | undefined {
  try {
    const document = Node.fromJSON(schema(), JSON.parse(json));
    document.check();
    return document;
  } catch {
    return undefined;
  }
}

function written(markdown: string, caret: number | undefined): Start {
  const marked = caret === undefined ? markdown : markdown.slice(0, caret) + caretMark + markdown.slice(caret);
  const body = tidy(readDocument(fromMarkdown(marked)));
  if (body.content.length === 0) return { document: undefined, caret: undefined };

  const document = Node.fromJSON(schema(), body);
  let at: number | undefined;
  document.descendants((node, position) => {
    const index = node.text?.indexOf(caretMark) ?? -1;
    if (index >= 0) at = position + index;
  });
  if (at === undefined) return { document, caret: undefined };
  return { document: new Transform(document).delete(at, at + caretMark.length).doc, caret: at };
}
