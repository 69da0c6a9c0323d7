import { createHash } from "node:crypto";
import { type Tally, voteLabels, voteValues } from "@/lib/votes/votes";
import type { Card } from "./cards";
import { escapeHtml, type ToAddress } from "./sharing";

const style = `
:root{color-scheme:light dark;--paper:light-dark(#fbfaf6,#17181b);--ink:light-dark(#1d1c1a,#ecebe6);--quiet:light-dark(#5f5c55,#a5a29a);--line:light-dark(#ddd8cc,#3a3b41);--agree:light-dark(#1d5aa6,#82b4f2);--disagree:light-dark(#a9480b,#f0a467);--unsure:light-dark(#77736a,#8d8a82)}
:root.light{color-scheme:light}:root.dark{color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink)}
article{background:var(--paper);padding:1rem 1.15rem;border:1px solid var(--line);border-left:4px solid var(--agree);border-radius:8px}
p{margin:.35rem 0}.quiet{color:var(--quiet);font-size:.86em}
h1{font:700 1.3rem/1.25 "Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif;margin:.3rem 0 .7rem;text-wrap:balance;overflow-wrap:break-word}
a{color:inherit;text-decoration-color:var(--quiet);text-underline-offset:.2em}
a:focus-visible{outline:3px solid var(--agree);outline-offset:2px}
svg{display:block;width:100%;height:12px;border:1px solid var(--line);border-radius:3px}
.found{border-left:4px double var(--ink);padding-left:.6rem}
.agree{fill:var(--agree)}.unsure{fill:var(--unsure)}.disagree{fill:var(--disagree)}
ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:.5rem 0;padding:0}
`;

/**
 * Tells the page around it how high the card is (see docs/embedding.md), and reads the tally anew while it is looked at.
 * The card is whole without it.
 */
const script = `
const say=()=>parent.postMessage({type:"moot:height",id:document.documentElement.dataset.id,height:Math.ceil(document.documentElement.getBoundingClientRect().height)},"*");
new ResizeObserver(say).observe(document.body);
setInterval(async()=>{if(document.hidden)return;const answer=await fetch(location.href).catch(()=>null);if(!answer?.ok)return;
const next=new DOMParser().parseFromString(await answer.text(),"text/html").querySelector("article");
if(next&&!document.activeElement?.closest("article"))document.querySelector("article").replaceWith(next)},30000);
`;

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** A card may stand in anybody's page, and can do nothing but show itself. */
export const embedPolicy = [
  "default-src 'none'",
  `style-src ${hash(style)}`,
  `script-src ${hash(script)}`,
  "connect-src 'self'",
  "frame-ancestors *",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

export type Theme = "auto" | "light" | "dark";

/** A card for somebody else's page: no cookie, no script needed, nothing loaded beside it. */
export function embedPage(card: Card, theme: Theme, address: ToAddress): string {
  const url = escapeHtml(address(card.path));
  return `<!doctype html>
<html lang="en" data-id="${card.id}"${theme === "auto" ? "" : ` class="${theme}"`}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escapeHtml(card.text)}</title><link rel="canonical" href="${url}"><base target="_top"><style>${style}</style></head>
<body><article><p class="quiet" dir="auto">${escapeHtml(card.over)}</p>
<h1 dir="auto"${card.language ? ` lang="${escapeHtml(card.language)}"` : ""}><a href="${url}">${escapeHtml(card.text)}</a></h1>
${card.tally ? tallyOf(card.tally) : ""}${
  card.resolution
    ? `<p class="found">${escapeHtml(card.resolution)}</p>
`
    : ""
}<p class="quiet">${escapeHtml(card.under)} · <a href="${url}">Argue it on Moot</a></p></article>
<script>${script}</script></body></html>
`;
}

function tallyOf(tally: Tally): string {
  if (tally.total === 0) return '<svg role="img" aria-label="No votes"></svg><ul><li>Nobody has voted yet</ul>\n';
  let at = 0;
  const bars = voteValues.map((value) => {
    const share = (100 * tally[value]) / tally.total;
    const bar = `<rect class="${value}" x="${at.toFixed(2)}%" width="${share.toFixed(2)}%" height="100%"/>`;
    at += share;
    return bar;
  });
  const spoken = voteValues.map((value) => `${voteLabels[value]} ${tally[value]}`).join(", ");
  const counts = voteValues.map((value) => `<li>${voteLabels[value]} <b>${tally[value]}</b>`).join("");
  return `<svg role="img" aria-label="${spoken}, of ${tally.total}">${bars.join("")}</svg>
<ul>${counts}<li>N = <b>${tally.total}</b></ul>
`;
}
