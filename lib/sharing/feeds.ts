import { Feed } from "feed";
import { paths } from "@/lib/paths";
import type { News } from "./queries";
import { stancePhrase, type ToAddress } from "./sharing";

type Told = { title: string; items: News[] };

/** An Atom feed (RFC 4287). `self` is the feed's own path, `page` that of what it is about. */
export function atom(
  { title, items }: Told,
  { self, page }: { self: string; page: string },
  address: ToAddress,
): string {
  const feed = new Feed({
    id: address(self),
    title: printable(title === "Moot" ? title : `${title} · Moot`),
    link: address(page),
    feedLinks: { atom: address(self) },
    updated: new Date(Math.max(0, ...items.map(({ updated }) => updated.getTime()))),
    generator: "Moot",
  });
  for (const item of items) {
    const url = address(
      item.kind === "claim" ? paths.claim(item.claim) : paths.contribution({ ...item, kind: item.kind }),
    );
    feed.addItem({
      id: url,
      link: url,
      title: printable(
        item.kind === "claim"
          ? item.claim.statement
          : `${stancePhrase(item.kind, item.stance ?? "contradicts")}: ${item.claim.statement}`,
      ),
      description: printable(item.text.slice(0, 2000)),
      author: [{ name: item.by ?? (item.kind === "claim" ? "The essay" : "A former member") }],
      published: item.at,
      date: item.updated,
    });
  }
  return feed.atom1();
}

/** Without what XML 1.0 has no way to write: most control characters, and halves of surrogate pairs. */
const printable = (text: string): string =>
  text.toWellFormed().replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "");
