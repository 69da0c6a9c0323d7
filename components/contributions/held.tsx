"use client";
import { Notice } from "@/components/ui/notice";
import { useViewerLayer } from "@/components/viewer/store";

/** The reader's own contributions to this claim that nobody else sees yet. */
export function Held() {
  const layer = useViewerLayer();
  if (!layer?.viewer || layer.held.length === 0) return null;
  return (
    <Notice>
      {layer.held.length === 1 ? "What you attached waits" : `${layer.held.length} of your contributions wait`} for a
      curator; until then only you and curators see it.
      <ul>
        {layer.held.map(({ id, text, url }) => (
          <li key={id}>
            <a href={`${url}/edit`}>{text.length > 120 ? `${text.slice(0, 120)}…` : text}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
