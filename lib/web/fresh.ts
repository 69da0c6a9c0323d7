import { revalidateTag } from "next/cache";
import type { Tag } from "@/lib/ctx";
import { sayExpiredInAnswer } from "./answering";
import { absent } from "./staleness";

/** The tag by which Next is told that a page with that tag is out of date, and may be shown until there is a newer one. */
const outdated = (tag: string) => `outdated:${tag}`;

/** What Next is to tag a page with that shows these: to expire by, or to be out of date by. */
export const nextTags = (tags: Iterable<string>): string[] => [...tags].flatMap((tag) => [tag, outdated(tag)]);

/** Has Next render every page that shows one of these anew at its next reading, on this node. */
export function expire(tags: Iterable<string>): void {
  for (const tag of tags) revalidateTag(tag, { expire: 0 });
}

/**
 * Has Next render every page that shows one of these anew, and answer with what it has until that is done. Other tags than
 * those that expire: one that is said to be out of date would no longer count as expired.
 */
export function outdate(tags: Iterable<string>): void {
  for (const tag of tags) revalidateTag(outdated(tag), { expire: 600 });
}

/** Makes pages fresh after a write in Next, before it is answered. A write that touched nothing, a vote, leaves them as they are. */
export async function makeFresh(touched: Iterable<Tag>): Promise<void> {
  const tags: string[] = [...touched];
  if (tags.length === 0) return;
  tags.push(absent);
  expire(tags);
  sayExpiredInAnswer(tags);
}
