/**
 * React streams what a <Suspense> waited for behind the page, in a hidden <div>, with a script that moves it to its
 * place: without JavaScript it would stay hidden. A page that is held until it is whole needs no such detour. This puts
 * each piece where its script would have put it. React escapes `<` in text and attributes, so markup can be told by it.
 */
export function placeStreamed(html: string): string {
  let page = html;
  for (const move of html.matchAll(moves)) {
    const [call, kind = "", first = "", second = "", styles = "[]"] = move;
    const [piece, target] = kind === "S" ? [first, second] : [second, first];
    const taken = takePiece(page, piece);
    if (!taken) continue;
    const placed = kind === "S" ? placeSegment(taken, target) : placeBoundary(taken, target);
    if (placed === null) continue;
    page = removeCall(kind === "R" ? withStyles(placed, styles) : placed, call);
  }
  return page;
}

/** `$RC("B:0","S:0")` completes a boundary, `$RR` does after loading style sheets, `$RS("S:1","P:1")` fills a part of another piece. */
const moves = /\$R([CRS])\("([BSP]:[\da-f]+)","([BSP]:[\da-f]+)"(?:,(\[.*?\]))?\)(?=<\/script>)/g;

type Taken = { page: string; content: string };

function takePiece(page: string, id: string): Taken | null {
  const opening = `<div hidden id="${id}">`;
  const start = page.indexOf(opening);
  if (start === -1) return null;
  const end = closing(page, start, /<div[\s>]|<\/div>/g, (tag) => tag !== "</div>");
  if (end === null) return null;
  return {
    page: page.slice(0, start) + page.slice(end.to),
    content: page.slice(start + opening.length, end.from),
  };
}

function placeBoundary({ page, content }: Taken, id: string): string | null {
  const template = `<template id="${id}"></template>`;
  const at = page.indexOf(template);
  const pending = ["<!--$?-->", "<!--$~-->"].find((comment) => page.slice(0, at).endsWith(comment));
  if (at === -1 || pending === undefined) return null;
  const start = at - pending.length;
  const end = closing(page, start, /<!--\/?\$[?!~]?-->/g, (comment) => !comment.startsWith("<!--/"));
  return end && `${page.slice(0, start)}<!--$-->${content}${page.slice(end.from)}`;
}

function placeSegment({ page, content }: Taken, id: string): string | null {
  const template = `<template id="${id}"></template>`;
  return page.includes(template) ? page.replace(template, () => content) : null;
}

/** The end of what opens at `start`, counting what is nested in it. */
function closing(html: string, start: number, marks: RegExp, opens: (mark: string) => boolean) {
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(html); mark; mark = marks.exec(html)) {
    depth += opens(mark[0]) ? 1 : -1;
    if (depth === 0) return { from: mark.index, to: marks.lastIndex };
  }
  return null;
}

function withStyles(page: string, styles: string): string {
  let links = "";
  for (const [href = "", precedence] of JSON.parse(styles) as string[][]) {
    const address = href.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    if (precedence === undefined || page.includes(`rel="stylesheet" href="${address}"`)) continue;
    links += `<link rel="stylesheet" href="${address}" data-precedence="${precedence}"/>`;
  }
  return page.replace("</head>", () => `${links}</head>`);
}

function removeCall(page: string, call: string): string {
  const at = page.indexOf(`${call}</script>`);
  if (at === -1) return page;
  const rest = page.slice(at + call.length);
  const before = page.slice(0, at);
  const alone = /<script[^>]*>$/.exec(before);
  return alone ? before.slice(0, alone.index) + rest.slice("</script>".length) : before + rest;
}
