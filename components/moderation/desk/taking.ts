"use client";

import { useEffect, useState } from "react";
import { takenFor } from "@/lib/curation/queue";
import { paths } from "@/lib/paths";
import { ask } from "./ask";
import type { Card } from "./card";

/** Who decides within a second has not kept anybody from it. */
const soon = 1000;

/** Takes what is on the desk, again and again while it is looked at, and lets go of what is left. */
export function useTaking(card: Card | undefined) {
  const [taken, setTaken] = useState<Record<string, Card["taken"]>>({});
  const id = card?.may.decide ? card.id : undefined;
  useEffect(() => {
    if (id === undefined) return;
    const take = async () => {
      if (document.visibilityState === "hidden") return;
      const answer = await ask("POST", `/contributions/${id}/take`);
      const details = !answer.ok && answer.state.status === "refused" ? answer.state.details : undefined;
      const by = details?.until
        ? { by: (details.by as string | null) ?? null, until: new Date(String(details.until)) }
        : null;
      setTaken((others) => ({ ...others, [id]: by }));
    };
    const first = setTimeout(take, soon);
    const again = setInterval(take, takenFor / 2);
    const leave = () => free(id);
    addEventListener("pagehide", leave);
    return () => {
      clearTimeout(first);
      clearInterval(again);
      removeEventListener("pagehide", leave);
    };
  }, [id]);
  return { taken, free };
}

function free(id: string): void {
  void fetch(`${paths.api}/contributions/${id}/take`, { method: "DELETE", keepalive: true }).catch(() => {});
}
