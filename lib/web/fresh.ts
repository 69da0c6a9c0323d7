import { revalidateTag } from "next/cache";
import type { Tag } from "@/lib/ctx";
import { touchPages } from "./generation";

/** The tag of pages that found nothing to show. */
export const absent = "absent";

/** Makes every page that shows one of these new at its next reading, on this node. */
export async function makeFresh(touched: Iterable<Tag>): Promise<void> {
  const tags = [...touched];
  // A vote touches no page: a claim that hundreds vote on would have to be looked up again at every one.
  if (tags.length === 0) return;
  for (const tag of [...tags, absent]) revalidateTag(tag, { expire: 0 });
  touchPages();
}
