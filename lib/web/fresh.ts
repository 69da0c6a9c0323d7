import { revalidateTag } from "next/cache";
import type { Tag } from "@/lib/ctx";
import { touchPages } from "./generation";

/** The tag of pages that found nothing to show. */
export const absent = "absent";

/** The tag by which a page with that tag is told to be out of date, and may be shown until there is a newer one. */
const outdated = (tag: string) => `outdated:${tag}`;

/** What a page is tagged with that shows these: to expire by, or to be out of date by. */
export const pageTags = (tags: Iterable<Tag | typeof absent>): string[] =>
  [...tags].flatMap((tag) => [tag, outdated(tag)]);

/** Has Next render every page that shows one of these anew at its next reading, on this node. */
export function expire(tags: Iterable<Tag>): void {
  for (const tag of [...tags, absent]) revalidateTag(tag, { expire: 0 });
}

/**
 * Has Next render every page that shows one of these anew, and answer with what it has until that is done. Other tags than
 * those that expire: one that is said to be out of date would no longer count as expired.
 */
export function outdate(tags: Iterable<Tag>): void {
  for (const tag of tags) revalidateTag(outdated(tag), { expire: 600 });
}

/** Expires pages, and has the server in front ask Next again. */
export async function makeFresh(touched: Iterable<Tag>): Promise<void> {
  const tags = [...touched];
  // A vote touches no page: a claim that hundreds vote on would have to be looked up again at every one.
  if (tags.length === 0) return;
  expire(tags);
  touchPages();
}
