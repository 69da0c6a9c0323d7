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
