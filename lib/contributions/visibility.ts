import type { Viewer } from "@/lib/accounts/accounts";
import { holds } from "@/lib/accounts/accounts";
import type { State } from "./contributions";

/** Whether the viewer may know of it: what is held is seen by its author and by the curators of its essay only. */
export const isVisible = (viewer: Viewer | null, row: { state: State; author: number }, essay: number): boolean =>
  row.state !== "held" || viewer?.rowId === row.author || seesHeld(viewer, essay);

/** Whether the viewer may know of all that is held in the essay with that row id. */
export const seesHeld = (viewer: Viewer | null, essay: number): boolean =>
  viewer !== null && holds(viewer.role, "curator") && (viewer.curates === null || viewer.curates === essay);
