import { type Extensions, getSchema, Node } from "@tiptap/core";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Link } from "@tiptap/extension-link";
import { ListItem, OrderedList } from "@tiptap/extension-list";
import type { Schema } from "@tiptap/pm/model";
import { StarterKit } from "@tiptap/starter-kit";
import { headingLevels, isSafeHref, type TextKind } from "./document";

const shared: Extensions = [
  StarterKit.configure({
    document: false,
    heading: false,
    codeBlock: false,
    horizontalRule: false,
    strike: false,
    underline: false,
    trailingNode: false,
    dropcursor: false,
    gapcursor: false,
    link: false,
    listItem: false,
    orderedList: false,
  }),
  // Where a link leads is all that is kept of it: rel and target are the renderer's business.
  Link.extend({ addAttributes: () => ({ href: { default: null } }), inclusive: false }).configure({
    isAllowedUri: (href) => isSafeHref(href),
    shouldAutoLink: (href) => /^https?:\/\//i.test(href),
    openOnClick: false,
    markdownLinks: true,
    HTMLAttributes: { target: null, rel: "ugc nofollow noopener" },
  }),
  // Tab leaves the field, in a list too: nobody is to be caught in it who has only a keyboard.
  ListItem.extend({
    addKeyboardShortcuts() {
      return {
        Enter: () => this.editor.commands.splitListItem(this.name),
        "Mod-]": () => this.editor.commands.sinkListItem(this.name),
        "Mod-[": () => this.editor.commands.liftListItem(this.name),
      };
    },
  }),
  OrderedList.extend({
    addAttributes: () => ({
      start: {
        default: 1,
        parseHTML: (element: HTMLElement) => startOf(element.getAttribute("start")),
      },
    }),
  }),
];

/** An ordered list's first number: a whole number of at most six digits, otherwise 1. */
export function startOf(value: unknown): number {
  const start = typeof value === "string" ? Number.parseInt(value, 10) : value;
  return typeof start === "number" && Number.isInteger(start) && start >= 0 && start < 1_000_000 ? start : 1;
}

/** Beside its blocks an essay has headings and rules: never in a quotation or a list, where no section begins. */
const parts: Extensions = [
  Node.create({ name: "doc", topNode: true, content: "(block | part)+" }),
  Heading.extend({ group: "part" }).configure({ levels: [...headingLevels] }),
  HorizontalRule.extend({ group: "part" }),
];

/** The one list of what a text is made of: the editor writes with it and the server checks against it. */
export const extensions: Record<TextKind, Extensions> = {
  contribution: [Node.create({ name: "doc", topNode: true, content: "block+" }), ...shared],
  essay: [...parts, ...shared],
};

const made = new Map<TextKind, Schema>();

export function schema(kind: TextKind): Schema {
  const known = made.get(kind) ?? getSchema(extensions[kind]);
  made.set(kind, known);
  return known;
}
