"use client";
import { useEffect } from "react";
import { paths } from "@/lib/paths";
import { amendedSoFar, setViewerLayer } from "./store";

/** Asks once, after the page, what belongs to its reader. The page is whole without the answer. */
export function LoadViewer() {
  useEffect(() => {
    const load = async (): Promise<void> => {
      const before = amendedSoFar();
      const answer = await fetch(`${paths.api}/viewer?path=${encodeURIComponent(location.pathname)}`).catch(() => null);
      const layer = answer?.ok ? await answer.json().catch(() => null) : answer && { viewer: null };
      if (before !== amendedSoFar()) return load();
      if (layer) setViewerLayer(layer);
    };
    // A page that comes back from the browser's memory may have been left signed out.
    const again = (event: PageTransitionEvent) => event.persisted && load();
    load();
    addEventListener("pageshow", again);
    return () => removeEventListener("pageshow", again);
  }, []);
  return null;
}
