"use client";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

const never = () => () => {};
const hasSheet = () => "share" in navigator;

/** The system's own way to hand something on, where it has one. */
export function ShareSheet({ path, text }: { path: string; text: string }) {
  const there = useSyncExternalStore(never, hasSheet, () => false);
  if (!there) return null;
  const share = () => navigator.share({ title: text, text, url: location.origin + path }).catch(() => {});
  return (
    <Button kind="quiet" type="button" onClick={share}>
      Share by this device…
    </Button>
  );
}
