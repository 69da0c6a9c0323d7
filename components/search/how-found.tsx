import { Notice } from "@/components/ui/notice";
import { bounds, type SearchResults } from "@/lib/search/search";

/** What a reader has to know of how something was looked for, where it was not as usual. */
export function HowFound({ found: { items, order, whole, unfinished } }: { found: SearchResults }) {
  return (
    <>
      {unfinished && (
        <Notice>The index of words is being made anew: for some minutes, what you look for may be missing here.</Notice>
      )}
      {!whole && (
        <p className="quiet">
          Only the beginning of what you typed was looked for: {bounds.terms} words or phrases, of at most{" "}
          {bounds.characters} characters.
        </p>
      )}
      {order === "newest" && items.length > 0 && (
        <p className="quiet">
          What you look for is in thousands of texts. Claims come first, then the newest evidence and rebuttals; a rarer
          word beside it would find the best.
        </p>
      )}
    </>
  );
}
