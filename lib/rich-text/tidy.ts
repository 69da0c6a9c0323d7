import type { Block, EssayBody, Inline, ListItem, Mark, Part, Text } from "./document";

/**
 * The same text without what nobody sees: empty paragraphs and items, white space at the edges of lines, formatting of
 * white space beside a word that lacks it. It leaves one way to write a text, so that it reads the same from Markdown.
 */
export const tidy = <Any extends EssayBody>(body: Any): Any => ({ ...body, content: tidyParts(body.content) });

const tidyParts = (parts: Part[]): Part[] => parts.map(tidyPart).filter(isThere);
const tidyBlocks = (blocks: Block[]): Block[] => blocks.map(tidyBlock).filter(isThere);

const isThere = (part: Part): boolean => part.type === "horizontalRule" || (part.content?.length ?? 0) > 0;

function tidyPart(part: Part): Part {
  if (part.type === "horizontalRule") return part;
  if (part.type !== "heading") return tidyBlock(part);
  // Markdown has a heading in one line.
  const oneLine = (part.content ?? []).map((node): Text => (node.type === "text" ? node : { type: "text", text: " " }));
  return { type: "heading", attrs: part.attrs, content: tidyInline(oneLine) };
}

function tidyBlock(block: Block): Block {
  switch (block.type) {
    case "paragraph":
      return { type: "paragraph", content: tidyInline(block.content ?? []) };
    case "blockquote":
      return { type: "blockquote", content: tidyBlocks(block.content) };
    default:
      return { ...block, content: block.content.map(tidyItem).filter((item) => item.content.length > 0) };
  }
}

function tidyItem(item: ListItem): ListItem {
  const content = tidyBlocks(item.content);
  const first = content[0];
  return {
    type: "listItem",
    // The schema wants a paragraph at the head of an item, be it empty.
    content: first && first.type !== "paragraph" ? [{ type: "paragraph" }, ...content] : content,
  };
}

function tidyInline(content: Inline[]): Inline[] {
  const lines: Text[][] = [[]];
  for (const node of content) {
    if (node.type === "hardBreak") lines.push([]);
    else lines.at(-1)?.push(node);
  }
  const tidied = lines.map(tidyLine);
  while (tidied.length > 0 && tidied[0]?.length === 0) tidied.shift();
  while (tidied.length > 0 && tidied.at(-1)?.length === 0) tidied.pop();
  return tidied.flatMap((line, index): Inline[] =>
    // An empty line within a paragraph is one break more than Markdown can say.
    line.length === 0 ? [] : index === 0 ? line : [{ type: "hardBreak" }, ...line],
  );
}

function tidyLine(line: Text[]): Text[] {
  const pieces = line.flatMap((text) =>
    isCode(text) ? [text] : (text.text.match(/\s+|\S+/g) ?? []).map((part): Text => ({ ...text, text: part })),
  );
  const words = pieces.map((piece) => isCode(piece) || /\S/.test(piece.text));
  const first = words.indexOf(true);
  if (first === -1) return [];
  const last = words.lastIndexOf(true);

  const joined: Text[] = [];
  let before: Text | undefined;
  for (let i = first; i <= last; i++) {
    const piece = pieces[i];
    if (piece === undefined) continue;
    if (words[i]) before = piece;
    const marks = words[i] ? (piece.marks ?? []) : sharedMarks(piece, before, pieces[words.indexOf(true, i)]);
    const neighbour = joined.at(-1);
    if (neighbour && sameMarks(neighbour.marks ?? [], marks)) neighbour.text += piece.text;
    else joined.push(marks.length > 0 ? { type: "text", text: piece.text, marks } : { type: "text", text: piece.text });
  }
  return joined;
}

const isCode = (text: Text): boolean => (text.marks ?? []).some((mark) => mark.type === "code");

const key = (mark: Mark): string => (mark.type === "link" ? `link ${mark.attrs.href}` : mark.type);

const sameMarks = (a: Mark[], b: Mark[]): boolean => a.map(key).join("\n") === b.map(key).join("\n");

function sharedMarks(...texts: (Text | undefined)[]): Mark[] {
  const [first, ...others] = texts.map((text) => text?.marks ?? []);
  return (first ?? []).filter((mark) => others.every((marks) => marks.some((other) => key(other) === key(mark))));
}
