import { Writable } from "node:stream";
import { SAXParser, type StartTag } from "parse5-sax-parser";
import { createElement, type ReactNode } from "react";
import { renderToPipeableStream } from "react-dom/server";

/**
 * The floor of a rendering: React alone, writing the same elements with the same text, from memory. Reads `{html, times}`,
 * prints the ms of CPU a rendering as JSON.
 */
let given = "";
for await (const chunk of process.stdin) given += chunk;
const { html, times } = JSON.parse(given) as { html: string; times: number };

type Node = { tag: string; attributes: Record<string, string>; children: (Node | string)[] };

const alone = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

/** The markup as data; scripts and what else is no part of the text are left out. */
function treeOf(markup: string): Node {
  const body: Node = { tag: "main", attributes: {}, children: [] };
  const open: Node[] = [body];
  let skipped = 0;
  const parser = new SAXParser();
  parser.on("startTag", ({ tagName, attrs, selfClosing }) => {
    if (tagName === "script") skipped += 1;
    if (skipped > 0 || ["html", "head", "body", "link", "meta", "title"].includes(tagName)) return;
    const node: Node = { tag: tagName, attributes: attributesOf(attrs), children: [] };
    open.at(-1)?.children.push(node);
    if (!selfClosing && !alone.has(tagName)) open.push(node);
  });
  parser.on("endTag", ({ tagName }) => {
    if (tagName === "script") skipped -= 1;
    else if (open.length > 1 && open.at(-1)?.tag === tagName) open.pop();
  });
  parser.on("text", ({ text }) => {
    if (skipped === 0) open.at(-1)?.children.push(text);
  });
  parser.end(markup);
  return body;
}

const attributesOf = (attrs: StartTag["attrs"]): Record<string, string> =>
  Object.fromEntries(attrs.map(({ name, value }) => [name === "class" ? "className" : name, value]));

const elementsOf = (node: Node | string): ReactNode =>
  typeof node === "string"
    ? node
    : createElement(node.tag, node.attributes, ...(node.children.length > 0 ? node.children.map(elementsOf) : []));

const count = (node: Node): number =>
  1 + node.children.reduce((sum, child) => sum + (typeof child === "string" ? 0 : count(child)), 0);

const tree = treeOf(html);
async function once(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
    sink.on("finish", resolve);
    const { pipe } = renderToPipeableStream(elementsOf(tree), { onError: reject });
    pipe(sink);
  });
}
for (let i = 0; i < 50; i++) await once();
const began = process.cpuUsage();
for (let i = 0; i < times; i++) await once();
const { user, system } = process.cpuUsage(began);
process.stdout.write(JSON.stringify({ ms: (user + system) / 1000 / times, elements: count(tree) }));
