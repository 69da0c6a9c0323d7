import { revalidateTag } from "next/cache";
import type { Tag } from "@/lib/ctx";
import { sayExpiredInAnswer } from "./answering";
import { absent } from "./staleness";

/** Has Next render every page that shows one of these anew at its next reading, on this node. */
export function expire(tags: Iterable<string>): void {
  for (const tag of tags) revalidateTag(tag, { expire: 0 });
}

/** Makes pages fresh after a write in Next, before it is answered. A write that touched nothing, a vote, leaves them as they are. */
export async function makeFresh(touched: Iterable<Tag>): Promise<void> {
  const tags: string[] = [...touched];
  if (tags.length === 0) return;
  tags.push(absent);
  expire(tags);
  sayExpiredInAnswer(tags);
}
