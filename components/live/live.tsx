"use client";
import { useEffect } from "react";
import type { Followed } from "@/lib/live/live";
import { listen } from "./listen";
import { learn } from "./store";

/** Keeps what the page shows of these claims up to date. Shows nothing itself. */
export function Live(about: Followed) {
  const claim = "claim" in about ? about.claim : undefined;
  const essay = "essay" in about ? about.essay : "";
  useEffect(() => listen(claim === undefined ? { essay } : { claim }, learn), [claim, essay]);
  return null;
}
