"use client";
import { Notice } from "@/components/ui/notice";
import { useViewerLayer } from "@/components/viewer/store";

/** The reader's own contributions to this claim that nobody else sees yet. */
export function Held() {
  const layer = useViewerLayer();
  if (!layer?.viewer || layer.held.length === 0) return null;
  const one = layer.held.length === 1;
  return (
    <Notice>
      {one ? "What you attached is kept, and waits" : `${layer.held.length} of your contributions are kept, and wait`}{" "}
      for a curator: until then only you and curators see {one ? "it" : "them"}. Nothing needs doing. You read in your
      inbox what was decided.
      <ul>
        {layer.held.map(({ id, text, reason, url }) => (
          <li key={id}>
            <a href={`${url}/edit`}>{text.length > 120 ? `${text.slice(0, 120)}…` : text}</a>
            {reason && <span className="quiet"> {reason}.</span>}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
