import { paths } from "@/lib/paths";
import type { Located } from "./queries";
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

export const sitemapFile = (found: Located[], path: (one: Located) => string, address: ToAddress): string =>
  `${head}<urlset ${namespace}>\n${found
    .map((one) => `<url><loc>${escapeHtml(address(path(one)))}</loc><lastmod>${one.at.toISOString()}</lastmod></url>\n`)
    .join("")}</urlset>\n`;

/** Reading pages are for everybody; what is somebody's own, and what never ends, is no use to a search engine. */
export const robots = (address: ToAddress): string =>
  ["/api/", "/settings", "/inbox", "/proposals", "/moderation", "/signin", "/signup", "/search", "/embed/", "/cite/"]
    .map((path) => `Disallow: ${path}`)
    .reduce((text, line) => `${text}${line}\n`, "User-agent: *\n")
    .concat(`\nSitemap: ${address("/sitemap.xml")}\n`);
