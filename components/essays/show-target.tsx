"use client";
import { useEffect } from "react";

/**
 * Shows the whole passage that the address leads to. Its first piece the style sheet shows by itself: where formatting,
 * paragraphs or other passages cut a passage up, only a script knows the other pieces.
 */
export function ShowTarget() {
  useEffect(() => {
    const show = () => {
      const id = /^#c-([a-z0-9]+)$/.exec(location.hash)?.[1];
      for (const piece of document.querySelectorAll("mark[data-passages]")) {
        const passages = piece.getAttribute("data-passages")?.split(" ") ?? [];
        piece.toggleAttribute("data-shown", id !== undefined && passages.includes(id));
      }
    };
    show();
    addEventListener("hashchange", show);
    return () => removeEventListener("hashchange", show);
  }, []);
  return null;
}
