import type { State } from "@/lib/contributions/contributions";

/** What became of one of many that were decided about at once. */
export type Outcome =
  | { id: string; done: true; state: State; version: number }
  | { id: string; done: false; code: string; message: string };
