"use client";
import { useSyncExternalStore } from "react";
import type { LiveClaim } from "@/lib/live/live";

/** What is known of claims beyond what the page said when it was made: by what it was told since, the latest word each. */
const claims = new Map<string, Partial<LiveClaim>>();
const listeners = new Set<() => void>();

export function learn(news: (Partial<LiveClaim> & { id: string })[]): void {
  for (const claim of news) claims.set(claim.id, { ...claims.get(claim.id), ...claim });
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLiveClaim = (id: string): Partial<LiveClaim> | undefined =>
  useSyncExternalStore(
    subscribe,
    () => claims.get(id),
    () => undefined,
  );
