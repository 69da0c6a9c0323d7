"use client";
import { useViewerLayer } from "@/components/viewer/store";

/** What one can do beside reading: mend one's own, flag another's. */
export function OwnLinks({ id, edit, flag }: { id: string; edit: string; flag: string }) {
  const layer = useViewerLayer();
  return layer?.viewer && layer.own.includes(id) ? (
    <a href={edit}>Edit</a>
  ) : (
    <a href={flag} rel="nofollow">
      Flag
    </a>
  );
}
