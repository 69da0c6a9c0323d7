"use client";
import { useState } from "react";

/** Copies a text where the browser lets a page do it; otherwise has it selected, for its reader to copy. */
export function useCopy(select: () => void) {
  const [said, say] = useState("");
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      say("Copied.");
    } catch {
      select();
      say("Press Ctrl+C or ⌘C to copy it.");
    }
  };
  return { said, copy };
}
