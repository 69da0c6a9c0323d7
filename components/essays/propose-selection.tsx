"use client";
import { useEffect, useRef, useState } from "react";
import { useViewerLayer } from "@/components/viewer/store";
import { paths } from "@/lib/paths";
import { proposedPassageLimit } from "@/lib/proposals/proposals";
import styles from "./propose-selection.module.css";
import { type Selected, selectedIn } from "./selection";

/** Beside what a signed-in reader has selected in the text: the way to propose a claim of it, which Tab leads to as well. */
export function ProposeSelection({ slug }: { slug: string }) {
  const layer = useViewerLayer();
  const may = Boolean(layer?.viewer && !layer.viewer.banned);
  const place = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<Selected | null>(null);

  useEffect(() => {
    const text = document.getElementById("text");
    if (!may || !text) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const found = selectedIn(text);
      // The link itself may be what was gone to.
      if (!found && place.current?.contains(document.activeElement)) return;
      setSelected(found);
      if (found) put(place.current, found.range);
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, 150);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") setSelected(null);
      const link = place.current?.querySelector("a");
      if (event.key !== "Tab" || event.shiftKey || !link || document.activeElement === link) return;
      event.preventDefault();
      link.focus();
    };
    // Something may have been selected before the page came to life.
    soon();
    document.addEventListener("selectionchange", soon);
    document.addEventListener("keydown", key);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("selectionchange", soon);
      document.removeEventListener("keydown", key);
    };
  }, [may]);

  const quote = selected?.quote;
  return (
    <div ref={place} className={styles.place} role="status" hidden={!quote}>
      {quote &&
        (quote.exact.length <= proposedPassageLimit ? (
          <a href={paths.propose(slug, quote)}>Propose a claim</a>
        ) : (
          <span>Select less, to propose a claim</span>
        ))}
    </div>
  );
}

/** Right under the end of the selection. */
function put(place: HTMLElement | null, range: Range): void {
  const column = place?.parentElement;
  if (!place || !column) return;
  const end = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  const { top, left, width } = column.getBoundingClientRect();
  place.style.top = `${end.bottom - top + 8}px`;
  place.style.left = `${Math.max(0, Math.min(end.right - left - 80, width - 170))}px`;
}
