import { log } from "@/lib/log";
import { FetchFailed, type FetchOptions, fetchPage } from "./fetch";
import { readApart } from "./reader/reader";
import { isReadable, type PageRead } from "./reading/read";
import type { Fault } from "./sources";

/** What came of looking at an address: a page that was read, or a fault. */
export type Look = {
  finalUrl: string | null;
  httpStatus: number | null;
  contentType: string | null;
  fault: Fault | null;
  page: PageRead | null;
};

export type LookOptions = FetchOptions & {
  /** What reads a page's bytes: a process of its own, where nothing else is said. Throws where it can't. */
  read?: typeof readApart | undefined;
  /** Whether the text itself is wanted, as an essay's. */
  essay?: boolean | undefined;
};

/** Looks at an address, and for an excerpt there. Whatever is wrong with it is told, not thrown. */
export async function lookAt(url: string, excerpt: string | null, options: LookOptions): Promise<Look> {
  const none = { finalUrl: null, httpStatus: null, contentType: null, page: null };
  try {
    const { body, ...fetched } = await fetchPage(url, { ...options, wants: isReadable });
    const answered = {
      ...none,
      finalUrl: fetched.url.slice(0, 4000),
      httpStatus: fetched.status,
      contentType: fetched.contentType.slice(0, 200) || null,
    };
    const fault = faultOfStatus(fetched.status);
    if (fault) return { ...answered, fault };
    if (!isReadable(fetched.contentType)) return { ...answered, fault: "unsupported_type" };
    const toRead = { url: fetched.url, contentType: fetched.contentType, excerpt, essay: options.essay };
    const page = await (options.read ?? readApart)(body, toRead, { signal: options.signal }).catch((error) => {
      log.debug({ error, url: fetched.url }, "a page could not be read");
      return "unreadable" as const;
    });
    if (page === "unreadable") return { ...answered, fault: "unreadable" };
    return page === null ? { ...answered, fault: "unsupported_type" } : { ...answered, fault: null, page };
  } catch (error) {
    if (error instanceof FetchFailed) return { ...none, fault: error.fault };
    throw error;
  }
}

function faultOfStatus(status: number): Fault | null {
  if (status >= 200 && status < 300) return null;
  if (status === 404 || status === 410) return "gone";
  return status >= 500 || status === 408 || status === 425 || status === 429 ? "server_error" : "refused";
}
