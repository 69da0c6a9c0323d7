"use client";
import { useSyncExternalStore } from "react";
import type { ViewerLayer } from "@/lib/viewer-layer";

/**
 * What the page learns of its reader after it was read: one request fills it, every control on the page reads it.
 * `undefined` until the answer is there.
 */
let layer: ViewerLayer | undefined;
const listeners = new Set<() => void>();

export function setViewerLayer(next: ViewerLayer): void {
  layer = next;
  for (const listener of listeners) listener();
}

type Known = Exclude<ViewerLayer, { viewer: null }>;

let amendments = 0;
/** How often the layer was amended: an answer to a question from before an amendment is out of date. */
export const amendedSoFar = (): number => amendments;

/** Puts into the layer what the server has just answered to a vote or a rating. */
export function amendViewerLayer(change: (layer: Known) => Partial<Known>): void {
  amendments += 1;
  if (layer?.viewer) setViewerLayer({ ...layer, ...change(layer) });
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useViewerLayer = (): ViewerLayer | undefined =>
  useSyncExternalStore(
    subscribe,
    () => layer,
    () => undefined,
  );
