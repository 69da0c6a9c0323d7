import { type Block, type Inline, isSafeHref, type ListItem, type Mark, type Part } from "@/lib/rich-text/document";
import { levelFor } from "@/lib/rich-text/from-markdown";

type Holder = { name: "root"; content: Part[] } | { name: "blockquote" | "li"; content: Block[] };
type List = { name: "ul" | "ol"; content: ListItem[] };
type Container = Holder | List;

const marks: Record<string, "bold" | "italic" | "code"> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  cite: "italic",
  code: "code",
  kbd: "code",
  samp: "code",
};

/** Containers that lie in each other: what is nested deeper runs along in the innermost. */
const deepest = 5;

/**
 * A page's markup as the parts of an essay's text, element by element, without a tree of it. What an essay has no part for
 * becomes the nearest thing: a table's row a line, a caption a paragraph.
 */
export class EssayParts {
  private stack: Container[] = [{ name: "root", content: [] }];
  private line: Inline[] = [];
  private open: string[] = [];
  private links: string[] = [];
  private heading = 0;
  private preformatted = false;

  constructor(private readonly base: string) {}

  start(name: string, attribute: (name: string) => string | undefined): void {
    const level = headingOf(name);
    if (level > 0) {
      this.endLine();
      this.heading = level;
    } else if (name === "blockquote" || name === "ul" || name === "ol" || name === "li") this.enter(name);
    else if (name === "br") this.line.push({ type: "hardBreak" });
    else if (name === "hr") this.rule();
    else if (name === "pre") this.preformatted = true;
    else if (name === "a") this.links.push(attribute("href") ?? "");
    else if (name === "q") this.text("“");
    else if ((name === "td" || name === "th") && this.line.length > 0) this.text(" | ");
    if (marks[name]) this.open.push(name);
  }

  text(text: string): void {
    const found: Mark[] = [...new Set(this.open.flatMap((name) => marks[name] ?? []))].map((type) => ({ type }));
    const href = this.href();
    if (href) found.push({ type: "link", attrs: { href } });
    const lines = this.preformatted ? text.split("\n") : [text.replace(/\s+/g, " ")];
    lines.forEach((line, index) => {
      if (index > 0) this.line.push({ type: "hardBreak" });
      if (line) this.line.push({ type: "text", text: line, marks: found });
    });
  }

  /** @param block whether what follows stands on a line of its own */
  end(name: string, block: boolean): void {
    if (name === "q") this.text("”");
    if (name === "a") this.links.pop();
    const mark = this.open.lastIndexOf(name);
    if (mark >= 0) this.open.splice(mark, 1);
    if (block && name !== "td" && name !== "th" && name !== "br") this.endLine();
    if (name === "pre") this.preformatted = false;
    const at = this.stack.findLastIndex((container) => container.name === name);
    if (at > 0) this.stack.length = at;
  }

  /** What stands on a line of its own begins. */
  break(): void {
    this.endLine();
  }

  parts(): Part[] {
    this.endLine();
    const [root] = this.stack;
    return root?.name === "root" ? root.content : [];
  }

  private href(): string | undefined {
    const href = this.links.at(-1);
    if (!href || href.startsWith("#") || !URL.canParse(href, this.base)) return undefined;
    const whole = new URL(href, this.base).href;
    return isSafeHref(whole) ? whole : undefined;
  }

  private enter(name: "blockquote" | "ul" | "ol" | "li"): void {
    this.endLine();
    if (name === "li") {
      const list = this.stack.findLastIndex(isList);
      if (list < 0) return;
      this.stack.length = list + 1;
    } else if (this.stack.length > deepest) return;
    const inside = this.stack.at(-1);
    if (!inside) return;
    if (isList(inside)) {
      if (name !== "li") return;
      const item: ListItem = { type: "listItem", content: [] };
      inside.content.push(item);
      this.stack.push({ name, content: item.content });
    } else if (name === "blockquote") {
      const content: Block[] = [];
      put(inside, { type: "blockquote", content });
      this.stack.push({ name, content });
    } else if (name !== "li") {
      const content: ListItem[] = [];
      put(
        inside,
        name === "ul" ? { type: "bulletList", content } : { type: "orderedList", attrs: { start: 1 }, content },
      );
      this.stack.push({ name, content });
    }
  }

  private rule(): void {
    this.endLine();
    const inside = this.stack.at(-1);
    if (inside?.name === "root") inside.content.push({ type: "horizontalRule" });
  }

  private endLine(): void {
    const { line, heading } = this;
    this.line = [];
    this.heading = 0;
    if (!line.some((inline) => inline.type === "text" && /\S/.test(inline.text))) return;
    const inside = this.stack.at(-1);
    if (inside?.name === "root" && heading > 0) {
      inside.content.push({ type: "heading", attrs: { level: levelFor(heading) }, content: line });
    } else if (inside && !isList(inside)) {
      put(inside, { type: "paragraph", content: line });
    }
  }
}

const isList = (container: Container): container is List => container.name === "ul" || container.name === "ol";

function put(inside: Holder, block: Block): void {
  const content: (Part | Block)[] = inside.content;
  content.push(block);
}

const headingOf = (name: string): number => Number(/^h([1-6])$/.exec(name)?.[1] ?? 0);
