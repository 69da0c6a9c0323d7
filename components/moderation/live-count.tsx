"use client";

import { useEffect } from "react";
import { amendViewerLayer } from "@/components/viewer/store";
import { paths } from "@/lib/paths";

const every = 20_000;

/** Asks again and again how much waits, while the page is looked at. Shows nothing: the masthead and the desk do. */
export function LiveCount() {
  useEffect(() => {
    const ask = async () => {
      if (document.visibilityState === "hidden") return;
      const answer = await fetch(`${paths.api}/moderation/waiting`).catch(() => null);
      const body = answer?.ok ? await answer.json().catch(() => null) : null;
      if (typeof body?.waiting === "number") amendViewerLayer(() => ({ waiting: body.waiting }));
    };
    const timer = setInterval(ask, every);
    // Who comes back to the page sees at once what came meanwhile.
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, []);
  return null;
}
