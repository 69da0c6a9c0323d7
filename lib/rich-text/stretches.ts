import type { EssayBody, Inline, ListItem, Part, Text } from "./document";
import { pieces } from "./plain-text";

/** A stretch of a text's plain text, in UTF-16 code units, and what it is marked for. */
export type Stretch = { start: number; end: number; id: string };

/**
 * A piece of text within one or more stretches: all that it is in, and of these the ones that begin and end with it. `plain`
 * are its words where nothing formats them.
 */
export type Stretched = {
  type: "stretched";
  attrs: { ids: string[]; begins: string[]; ends: string[]; plain: string | null };
};

/**
 * The text with its stretches as marks, across paragraphs and formatting, whether they overlap or not. For rendering alone:
 * nothing stores such marks. No node may stand in the body twice.
 */
export function withStretches(body: EssayBody, stretches: Stretch[]): EssayBody {
  const within = stretches.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  if (within.length === 0) return body;
  const cut = new Map<Inline, Inline[]>();
  const latest = new Map<string, Stretched["attrs"]>();
  let open: Stretch[] = [];
  let next = 0;
  let at = 0;
  for (const { text, node } of pieces(body)) {
    const end = at + text.length;
    open = open.filter((stretch) => stretch.end > at);
    for (let stretch = within[next]; stretch && stretch.start < end; stretch = within[++next]) open.push(stretch);
    if (node?.type === "text" && open.length > 0) cut.set(node, cutAt(node, at, open, latest));
    at = end;
  }
  for (const [id, { ends }] of latest) ends.push(id);
  return { ...body, content: body.content.map((part) => replaced(part, cut)) };
}

/** `latest` has the last piece of every stretch so far. */
function cutAt(node: Text, at: number, stretches: Stretch[], latest: Map<string, Stretched["attrs"]>): Text[] {
  const end = at + node.text.length;
  const edges = stretches.flatMap((stretch) => [stretch.start, stretch.end]).filter((edge) => edge > at && edge < end);
  const bounds = [at, ...new Set(edges.sort((a, b) => a - b)), end];
  return bounds.slice(0, -1).map((from, index): Text => {
    const to = bounds[index + 1] ?? end;
    const piece = { ...node, text: node.text.slice(from - at, to - at) };
    const ids = stretches.filter((stretch) => stretch.start < to && stretch.end > from).map(({ id }) => id);
    if (ids.length === 0) return piece;
    const mark: Stretched = {
      type: "stretched",
      attrs: {
        ids,
        begins: ids.filter((id) => !latest.has(id)),
        ends: [],
        plain: node.marks?.length ? null : piece.text,
      },
    };
    for (const id of ids) latest.set(id, mark.attrs);
    return { ...piece, marks: [...(node.marks ?? []), mark] as unknown as NonNullable<Text["marks"]> };
  });
}

function replaced<Node extends Part | ListItem>(node: Node, cut: Map<Inline, Inline[]>): Node {
  if (node.type === "horizontalRule") return node;
  const content = (node.content ?? []) as (Inline | Part | ListItem)[];
  const cutUp = content.flatMap((child): typeof content =>
    child.type === "text" || child.type === "hardBreak" ? (cut.get(child) ?? [child]) : [replaced(child, cut)],
  );
  return { ...node, content: cutUp } as Node;
}
