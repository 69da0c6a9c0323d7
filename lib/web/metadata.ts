import type { Metadata } from "next";
import { paths } from "@/lib/paths";
import type { SharedKind } from "@/lib/sharing/sharing";
import { siteOrigin } from "./site";

type Described = {
  kind: SharedKind;
  id: string;
  path: string;
  title: string;
  /** The words themselves, and what is to be known beside them. */
  description: string;
  feed?: { path: string; title: string };
  /** Its addresses by language, where it is in several. */
  languages?: Record<string, string> | undefined;
};

/** What chat programs, search engines and other sites read of a page that can be shared. */
export function sharedMetadata({ kind, id, path, title, description, feed, languages }: Described): Metadata {
  const origin = siteOrigin(null);
  const image = { url: paths.preview(kind, id), width: 1200, height: 630, alt: title };
  return {
    title,
    description,
    alternates: {
      canonical: path,
      ...(languages && { languages }),
      types: {
        "application/json+oembed": paths.oembed(origin + path, "json"),
        "text/xml+oembed": paths.oembed(origin + path, "xml"),
        ...(feed && { "application/atom+xml": [{ url: feed.path, title: feed.title }] }),
        ...(kind === "c" && { 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"': paths.annotation(id) }),
      },
    },
    openGraph: { type: "article", siteName: "Moot", url: path, title, description, images: [image] },
    twitter: { card: "summary_large_image", title, description, images: [image] },
  };
}
