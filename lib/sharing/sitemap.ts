import { paths } from "@/lib/paths";
import type { Languages, Located } from "./queries";
import { escapeHtml, type ToAddress } from "./sharing";

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** The index of the sitemap's files: one of the essays, one of their texts, and as many of the claims as they need. */
export const sitemapIndex = (files: number, address: ToAddress): string =>
  `${head}<sitemapindex ${namespace}>\n${[
    "essays",
    "texts",
    ...Array.from({ length: files }, (_, i) => `claims-${i + 1}`),
  ]
    .map((name) => `<sitemap><loc>${escapeHtml(address(paths.sitemap(name)))}</loc></sitemap>\n`)
    .join("")}</sitemapindex>\n`;

type Path = (one: { id: string; slug: string }) => string;

/** A file of addresses; what is in several languages names all of them, its own among them, as search engines ask. */
export const sitemapFile = (found: Located[], languages: Languages, path: Path, address: ToAddress): string =>
  `${head}<urlset ${namespace} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${found
    .map((one) => {
      const loc = `<loc>${escapeHtml(address(path(one)))}</loc><lastmod>${one.at.toISOString()}</lastmod>`;
      return `<url>${loc}${alternates(languages.get(one.id) ?? [], path, address)}</url>\n`;
    })
    .join("")}</urlset>\n`;

function alternates(all: { language: string; id: string; slug: string }[], path: Path, address: ToAddress): string {
  const byLanguage = new Map<string, string>();
  for (const one of all) if (!byLanguage.has(one.language)) byLanguage.set(one.language, address(path(one)));
  if (byLanguage.size < 2) return "";
  return [...byLanguage]
    .map(([language, url]) => `<xhtml:link rel="alternate" hreflang="${language}" href="${escapeHtml(url)}"/>`)
    .join("");
}

/** Reading pages are for everybody; what is somebody's own, and what never ends, is no use to a search engine. */
export const robots = (address: ToAddress): string =>
  ["/api/", "/settings", "/inbox", "/proposals", "/moderation", "/signin", "/signup", "/search", "/embed/", "/cite/"]
    .map((path) => `Disallow: ${path}`)
    .reduce((text, line) => `${text}${line}\n`, "User-agent: *\n")
    .concat(`\nSitemap: ${address("/sitemap.xml")}\n`);
