import { z } from "zod";
import { paths } from "@/lib/paths";
import type { Card } from "./cards";
import { embedCode, embedSize, escapeHtml, type SharedKind, type ToAddress } from "./sharing";

/** What a consumer asks by https://oembed.com/#section2.2. */
export const oembedQuery = z.object({
  url: z.string().max(2048),
  format: z.enum(["json", "xml"]).default("json"),
  maxwidth: z.coerce.number().int().positive().optional(),
  maxheight: z.coerce.number().int().positive().optional(),
});

/** What an address of this site shows; null where it shows nothing that has a card. */
export function sharedAt(url: string, origin: string): { kind: SharedKind; id: string } | null {
  if (!URL.canParse(url) || new URL(url).origin !== origin) return null;
  const [, kind, id] = /^\/(?:embed\/)?([cer])\/([a-z0-9]{1,20})(?:\/|$)/.exec(new URL(url).pathname) ?? [];
  return id === undefined ? null : { kind: kind as SharedKind, id };
}

/** An answer of type `rich` (https://oembed.com/#section2.3.4.4), no larger than was asked for. */
export function oembed(
  card: Card,
  { maxwidth, maxheight }: { maxwidth?: number | undefined; maxheight?: number | undefined },
  address: ToAddress,
) {
  return {
    version: "1.0",
    type: "rich",
    title: card.text,
    provider_name: "Moot",
    provider_url: address("/"),
    cache_age: 60,
    html: embedCode(card, address),
    width: Math.min(maxwidth ?? embedSize.width, embedSize.width),
    height: Math.min(maxheight ?? embedSize.height, embedSize.height),
    thumbnail_url: address(paths.preview(card.kind, card.id)),
    thumbnail_width: 1200,
    thumbnail_height: 630,
  };
}

export const asXml = (answer: ReturnType<typeof oembed>): string =>
  `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n${Object.entries(answer)
    .map(([name, value]) => `  <${name}>${escapeHtml(String(value))}</${name}>\n`)
    .join("")}</oembed>\n`;
