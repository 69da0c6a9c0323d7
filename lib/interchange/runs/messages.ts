import type { Viewer } from "@/lib/accounts/accounts";
import type { Tag } from "@/lib/ctx";
import type { GivenFile } from "../files";
import type { Made } from "../interchange";
import type { Run } from "./run";

/** What the process is told that reads a debate or brings it in. */
export type Order = {
  files: GivenFile[];
  format: Run["format"];
  slug: string | null;
  dryRun: boolean;
  viewer: Viewer;
  /** Ms since 1970. */
  now: number;
};

/** What it tells. After `keep` it waits for the same word, and commits. */
export type Told =
  | { is: "found"; found: NonNullable<Run["found"]> }
  | { is: "progress"; progress: NonNullable<Run["progress"]> }
  | { is: "keep"; made: Made }
  | { is: "done"; made: Made; touched: Tag[] }
  | { is: "refused"; problem: NonNullable<Run["problem"]> };
