import { revalidateTag } from "next/cache";
import type { Tag } from "@/lib/ctx";
import { touchPages } from "./generation";

/** Makes every page that shows one of these new at its next reading, on this node. */
export async function makeFresh(touched: Iterable<Tag>): Promise<void> {
  for (const tag of touched) revalidateTag(tag, { expire: 0 });
  touchPages();
}
