import { Feed } from "feed";
import type { Ctx } from "@/lib/ctx";
import { paths } from "@/lib/paths";
import type { LogFilters, LogItem } from "./log";
import { doneBy, sentenceOf, wordFor } from "./log-words";
import { publicLog } from "./queries/log";

/** The latest of the log as an Atom feed (RFC 4287). */
export async function logFeed(ctx: Ctx, filters: LogFilters, link: (path: string) => string): Promise<string> {
  const { items } = await publicLog(ctx, filters);
  const self = link(paths.logFeed("atom", filters));
  const feed = new Feed({
    id: self,
    title: "Moot: the moderation log",
    description: "Every decision with its reason, what was before it and what after.",
    link: link(paths.logPage(filters)),
    feedLinks: { atom: self },
    // Where nothing was decided yet, it is as old as Moot can be.
    updated: items[0]?.at ?? new Date(0),
    author: { name: "Moot" },
    generator: false,
  });
  for (const item of items) {
    feed.addItem({
      id: link(item.url),
      link: link(item.url),
      title: asHtml(sentenceOf(item)),
      date: item.at,
      published: item.at,
      description: asHtml(summary(item)),
      category: [{ term: item.action }],
    });
  }
  return feed.atom1();
}

function summary(item: LogItem): string {
  const { from, to, wordings, reason, until } = item;
  const before = wordings?.before.statement ?? (from && wordFor(from));
  const after = wordings?.after.statement ?? (to && wordFor(to));
  return [
    [reason?.label, reason?.text].filter(Boolean).join(". "),
    before !== after && [before, after].filter(Boolean).join(" → "),
    `${doneBy(item)}${until ? `, until ${until.toISOString().slice(0, 10)}` : ""}`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The library sends texts as HTML, and readers read them so. Without what XML 1.0 can't say in any way. */
const asHtml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/\r\n?|\n/g, "<br>");
