import { revalidateTag } from "next/cache";
import type { Tag } from "@/lib/ctx";
import { touchPages } from "./generation";

/** The tag of pages that found nothing to show. */
export const absent = "absent";

/** Has Next render every page that shows one of these anew at its next reading, on this node. */
export function expire(tags: Iterable<Tag>): void {
  for (const tag of [...tags, absent]) revalidateTag(tag, { expire: 0 });
}

/** The same, and has the server in front ask Next again. */
export async function makeFresh(touched: Iterable<Tag>): Promise<void> {
  const tags = [...touched];
  // A vote touches no page: a claim that hundreds vote on would have to be looked up again at every one.
  if (tags.length === 0) return;
  expire(tags);
  touchPages();
}
