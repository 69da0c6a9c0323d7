"use client";
import { useEffect } from "react";
import { paths } from "@/lib/paths";
import { setViewerLayer } from "./store";

/** Asks once, after the page, what belongs to its reader. The page is whole without the answer. */
export function LoadViewer() {
  useEffect(() => {
    const load = () =>
      fetch(`${paths.api}/viewer?path=${encodeURIComponent(location.pathname)}`)
        .then((answer) => (answer.ok ? answer.json() : { viewer: null }))
        .then(setViewerLayer, () => {});
    // A page that comes back from the browser's memory may have been left signed out.
    const again = (event: PageTransitionEvent) => event.persisted && load();
    load();
    addEventListener("pageshow", again);
    return () => removeEventListener("pageshow", again);
  }, []);
  return null;
}
