import { type Context, Hono } from "hono";
import { LRUCache } from "lru-cache";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { paths } from "@/lib/paths";
import { annotation, wantsAnnotation } from "./annotation";
import { cardOf } from "./cards";
import { citedOf } from "./cited";
import { embedPage, embedPolicy, type Theme } from "./embed";
import { atom } from "./feeds";
import { asXml, oembed, oembedQuery, sharedAt } from "./oembed";
import {
  claimsInSitemap,
  essaysInSitemap,
  type FeedOf,
  languagesOfClaims,
  languagesOfEssays,
  news,
  sitemapFiles,
  textsInSitemap,
} from "./queries";
import { type CitationFormat, citationFormats, type SharedKind, sharedKinds, type ToAddress } from "./sharing";
import { robots, sitemapFile, sitemapIndex } from "./sitemap";
import { standingClaimById } from "./standing";

export type SharingOptions = {
  /** On a stranger's behalf: what is shared is the same for everybody. */
  ctx(): Promise<Ctx>;
  /** The origin under which people reach this Moot. */
  origin(host: string | null): string;
};

/** What leaves Moot beside its pages: cards, pictures, feeds, citations, annotations, the sitemap. */
export function createSharing({ ctx, origin }: SharingOptions): Hono {
  const app = new Hono();
  const siteOf = (c: Context) => origin(c.req.header("host") ?? null);
  const addressOf = (c: Context): ToAddress => {
    const site = siteOf(c);
    return (path) => site + path;
  };
  const send = (
    c: Context,
    type: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ) => c.body(body, 200, { "Content-Type": type, "Access-Control-Allow-Origin": "*", ...headers });

  app.get(`/embed/${shared}/:id`, async (c) => {
    const card = await cardOf(await ctx(), kindIn(c), c.req.param("id"));
    const theme = themes.find((known) => known === c.req.query("theme")) ?? "auto";
    return send(c, "text/html; charset=utf-8", embedPage(card, theme, addressOf(c)), {
      "Content-Security-Policy": embedPolicy,
    });
  });

  app.get("/oembed", async (c) => {
    const asked = parse(oembedQuery, c.req.query());
    const found = sharedAt(asked.url, siteOf(c));
    if (found === null) throw new Refusal(404, "oembed.not_found", "This address shows nothing of this Moot.");
    const answer = oembed(await cardOf(await ctx(), found.kind, found.id), asked, addressOf(c));
    return asked.format === "xml"
      ? send(c, "text/xml; charset=utf-8", asXml(answer))
      : send(c, "application/json", JSON.stringify(answer));
  });

  app.get("/annotations/:id", async (c) => {
    const claim = await standingClaimById(await ctx(), c.req.param("id"));
    if (!wantsAnnotation(c.req.header("accept"))) return c.redirect(paths.claim(claim), 303);
    const type = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"';
    return send(c, type, JSON.stringify(annotation(claim, addressOf(c)), null, 2), { Vary: "Accept" });
  });

  app.get(`/qr/${shared}/:file`, async (c) => {
    const card = await cardOf(await ctx(), kindIn(c), fileOf(c, "svg"));
    const { qrCode } = await import("./qr");
    return send(c, "image/svg+xml", qrCode(addressOf(c)(paths.short(card.kind, card.id))));
  });

  app.get(`/cite/${shared}/:file{.+\\..+}`, async (c) => {
    const [id = "", format = ""] = c.req.param("file").split(".");
    if (!Object.hasOwn(citationFormats, format)) throw new Refusal(404, "citation.no_format", "There is no such form.");
    const asked = await ctx();
    const { cslItem, formatCitation } = await import("./citation");
    const item = cslItem(await citedOf(asked, kindIn(c), id), asked.now, addressOf(c));
    const form = format as CitationFormat;
    return send(c, `${citationFormats[form].type}; charset=utf-8`, formatCitation(item, form), {
      "Content-Disposition": `attachment; filename="moot-${id}.${format}"`,
    });
  });

  const pictures = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: 64 * 1024 * 1024,
    sizeCalculation: (picture) => picture.length,
  });
  app.get(`/preview/${shared}/:file`, async (c) => {
    const card = await cardOf(await ctx(), kindIn(c), fileOf(c, "png"));
    const key = JSON.stringify(card);
    const known = pictures.get(key);
    if (known) return send(c, "image/png", known);
    const { drawPreview } = await import("./preview");
    const drawn = new Uint8Array(await drawPreview(card));
    pictures.set(key, drawn);
    return send(c, "image/png", drawn);
  });

  const feed = async (c: Context, of: FeedOf, page: string) =>
    send(
      c,
      "application/atom+xml; charset=utf-8",
      atom(await news(await ctx(), of), { self: c.req.path, page }, addressOf(c)),
    );
  app.get("/feeds/site.atom", (c) => feed(c, {}, "/"));
  app.get("/feeds/essays/:file", (c) => feed(c, { essay: fileOf(c, "atom") }, paths.essay(fileOf(c, "atom"))));
  app.get("/feeds/c/:file", (c) => feed(c, { claim: fileOf(c, "atom") }, paths.short("c", fileOf(c, "atom"))));
  app.get("/feeds/u/:file", (c) => feed(c, { person: fileOf(c, "atom") }, paths.person(fileOf(c, "atom"))));

  app.get("/robots.txt", (c) => send(c, "text/plain; charset=utf-8", robots(addressOf(c))));
  app.get("/sitemap.xml", async (c) => send(c, xml, sitemapIndex(await sitemapFiles(await ctx()), addressOf(c))));
  app.get("/sitemap/essays.xml", async (c) =>
    send(
      c,
      xml,
      sitemapFile(
        await essaysInSitemap(await ctx()),
        await languagesOfEssays(await ctx()),
        ({ slug }) => paths.essay(slug),
        addressOf(c),
      ),
    ),
  );
  app.get("/sitemap/texts.xml", async (c) =>
    send(
      c,
      xml,
      sitemapFile(await textsInSitemap(await ctx()), new Map(), ({ slug }) => paths.essayText(slug), addressOf(c)),
    ),
  );
  app.get("/sitemap/:file{claims-[1-9][0-9]{0,5}\\.xml}", async (c) => {
    const file = Number(/\d+/.exec(c.req.param("file"))?.[0]);
    const asked = await ctx();
    const languages = await languagesOfClaims(asked, file);
    return send(c, xml, sitemapFile(await claimsInSitemap(asked, file), languages, paths.claim, addressOf(c)));
  });

  app.notFound((c) => c.text("There is nothing here.", 404));
  app.onError((error, c) => {
    if (!(error instanceof Error && "status" in error && "code" in error)) throw error;
    return c.text(error.message, error.status as 404);
  });
  return app;
}

const shared = `:kind{[${sharedKinds.join("")}]}`;
const themes: Theme[] = ["auto", "light", "dark"];
const xml = "application/xml; charset=utf-8";

/** `x.png` → `x`, where it ends as it must. */
function fileOf(c: Context, ending: string): string {
  const file = decodeURIComponent(c.req.param("file") ?? "");
  if (!file.endsWith(`.${ending}`)) throw new Refusal(404, "route.not_found", "There is nothing here.");
  return file.slice(0, -ending.length - 1);
}

const kindIn = (c: Context): SharedKind => sharedKinds.find((kind) => kind === c.req.param("kind")) ?? "c";
