"use client";
import { useEffect, useRef, useState } from "react";
import { paths } from "@/lib/paths";
import styles from "./source-fields.module.css";

const names = ["title", "author", "publisher", "date"] as const;
type Name = (typeof names)[number];

/**
 * Fills the empty fields of a source with what the page at its address says of itself, once the address is typed. It
 * says which, and touches nothing that somebody typed; where there is nothing to be had, it is silent.
 */
export function FillFromPage() {
  const place = useRef<HTMLDivElement>(null);
  const [filled, setFilled] = useState<Name[]>([]);

  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    /** What was filled in and nobody has changed since: another address may replace it. */
    const ours = new Map<Name, string>();
    let asked: AbortController | undefined;

    const inputOf = (name: string) => form.elements.namedItem(`source.${name}`) as HTMLInputElement | null;
    const show = () => setFilled([...ours.keys()]);

    function fill(found: Record<Name, string | null>) {
      for (const name of names) {
        const input = inputOf(name);
        const value = found[name];
        if (!input || (input.value !== "" && input.value !== ours.get(name))) continue;
        if (value === null && !ours.has(name)) continue;
        input.value = value ?? "";
        if (value === null) ours.delete(name);
        else ours.set(name, value);
        // For whatever keeps a draft of the form.
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
      show();
    }

    async function lookUp(url: string) {
      asked?.abort();
      asked = new AbortController();
      const answer = await fetch(`${paths.api}/sources/look-up`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ url }),
        signal: asked.signal,
      }).catch(() => null);
      const found = answer?.ok ? await answer.json().catch(() => null) : null;
      if (found && inputOf("url")?.value.trim() === url) fill(found);
    }

    const changed = (event: Event) => {
      const { target } = event;
      if (!(target instanceof HTMLInputElement)) return;
      const name = target.name.replace("source.", "") as Name;
      if (event.type === "change" && target === inputOf("url")) {
        const url = target.value.trim();
        if (/^https?:\/\/\S+\.\S/i.test(url)) void lookUp(url);
      } else if (event.type === "input" && ours.has(name) && target.value !== ours.get(name)) {
        ours.delete(name);
        show();
      }
    };
    form.addEventListener("change", changed);
    form.addEventListener("input", changed);
    return () => {
      asked?.abort();
      form.removeEventListener("change", changed);
      form.removeEventListener("input", changed);
    };
  }, []);

  return (
    <div ref={place} role="status" className={styles.filled}>
      {filled.length > 0 && <>Filled from the page: {filled.join(", ")}. Look whether it is right.</>}
    </div>
  );
}
