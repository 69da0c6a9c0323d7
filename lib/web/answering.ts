import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import { once } from "@/lib/process";
import { sayExpired } from "./staleness";

/** What the answer that Next is making has said to be expired. */
const answering = once("answering", () => new AsyncLocalStorage<Set<string>>());

/** Says that these are expired: at once, and again when the answer that is being made goes out. */
export function sayExpiredInAnswer(tags: string[]): void {
  sayExpired(tags);
  for (const tag of tags) answering.getStore()?.add(tag);
}

/**
 * Runs `work`, which makes an answer. Next does not expire what an action tells it to before the action is done: whoever looked
 * a page up meanwhile may have got the old one.
 */
export function sayAgainAtEnd(res: ServerResponse, work: () => unknown): unknown {
  const tags = new Set<string>();
  res.once("prefinish", () => sayExpired([...tags]));
  return answering.run(tags, work);
}
