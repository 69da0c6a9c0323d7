import { type Followed, type LiveClaim, liveEvent } from "@/lib/live/live";
import { paths } from "@/lib/paths";

/** The first wait after a broken line, and the longest, in ms. */
const waits = { first: 1000, longest: 60_000 };

/**
 * Listens while the page is looked at: one line to the server, none from a hidden tab. A broken line is taken up where it
 * was left, after waits that double. Returns how to stop.
 */
export function listen(about: Followed, told: (claims: LiveClaim[]) => void): () => void {
  let line: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let wait = waits.first;
  let seen: string | null = null;

  const leave = () => {
    clearTimeout(again);
    line?.close();
    line = undefined;
  };
  const take = () => {
    leave();
    if (document.visibilityState === "hidden") return;
    line = new EventSource(paths.live(about, seen));
    line.addEventListener(liveEvent, (event: MessageEvent<string>) => {
      wait = waits.first;
      seen = event.lastEventId;
      told(JSON.parse(event.data));
    });
    // A browser would try each three seconds: all who listened, at once, at a server that is just coming up again.
    line.addEventListener("error", () => {
      leave();
      again = setTimeout(take, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, waits.longest);
    });
  };
  take();
  document.addEventListener("visibilitychange", take);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", take);
  return () => {
    leave();
    document.removeEventListener("visibilitychange", take);
    removeEventListener("pagehide", leave);
    removeEventListener("pageshow", take);
  };
}
