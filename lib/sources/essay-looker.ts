import { lookAt } from "./look";
import type { EssayFile, EssayFound } from "./look-up";
import { readApart } from "./reader/reader";
import type { PageRead } from "./reading/read";
import type { SourceSettings } from "./settings";
import type { Fault } from "./sources";

/** Reads the text at an address, under the same guard as sources. */
export const createEssayLooker =
  (settings: SourceSettings) =>
  async (url: string): Promise<EssayFound | Fault> => {
    const { page, fault, finalUrl } = await lookAt(url, null, { ...settings.look, essay: true });
    return page ? found(page, page.facts.canonicalUrl ?? finalUrl) : (fault ?? "unreadable");
  };

/** Reads a file that somebody sent, in a process of its own as whatever others wrote. */
export const createFileReader =
  (read: typeof readApart = readApart) =>
  async ({ bytes, name, type }: EssayFile): Promise<EssayFound | Fault> => {
    const toRead = { url: "", contentType: typeOf(name, type), excerpt: null, essay: true };
    const page = await read(Buffer.from(bytes), toRead).catch(() => "unreadable" as const);
    if (page === "unreadable") return page;
    return page ? found(page, null) : "unsupported_type";
  };

/** Browsers call Markdown many things, by the system they run on. */
function typeOf(name: string, type: string): string {
  if (/\.(md|markdown|mdown)$/i.test(name)) return "text/markdown";
  if (/\.html?$/i.test(name)) return "text/html";
  return /\.(txt|text)$/i.test(name) ? "text/plain" : type;
}

const found = ({ facts, essay }: PageRead, url: string | null): EssayFound => ({
  title: essay?.title ?? facts.title,
  author: facts.author,
  url,
  markdown: essay?.markdown ?? "",
});
