import type { Viewer } from "@/lib/accounts/accounts";
import { holds } from "@/lib/accounts/accounts";
import type { State } from "./contributions";

/** Whether the viewer may know of it: what is held is seen by its author and by curators only. */
export const isVisible = (viewer: Viewer | null, row: { state: State; author: number }): boolean =>
  row.state !== "held" || (viewer !== null && (viewer.rowId === row.author || holds(viewer.role, "curator")));
