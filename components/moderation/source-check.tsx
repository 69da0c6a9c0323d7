import { When } from "@/components/ui/when";
import type { Source } from "@/lib/contributions/contributions";
import { faultWords, linkToPassage, type SourceLook } from "@/lib/sources/sources";
import styles from "./source-check.module.css";

type Props = { look: SourceLook | null; source: Source };

/** What a machine found at a source's address, for those who compare: the passage, and what the page says of itself. */
export function SourceCheck({ look, source }: Props) {
  if (!look) return <p className="quiet">Nobody has looked at the source's address yet.</p>;
  const { passage, finalUrl } = look;
  return (
    <div className={styles.check}>
      <p>
        <b>{finding(look, source)}</b>{" "}
        <span className="quiet">
          Looked at <When at={look.at} exact />
          {look.httpStatus !== null && `, status ${look.httpStatus}`}.
        </span>
      </p>
      {passage && (
        <blockquote className={styles.passage} dir="auto">
          {passage.prefix}
          <mark>{passage.exact}</mark>
          {passage.suffix}
        </blockquote>
      )}
      {look.found === "close" && source.excerpt && (
        <p className={styles.given} dir="auto">
          <span className="quiet">The excerpt as it was given: </span>“{source.excerpt}”
        </p>
      )}
      {look.fault === null && <Facts look={look} source={source} />}
      <p>
        <a href={linkToPassage(finalUrl ?? look.url, passage)} rel="ugc nofollow noopener noreferrer" target="_blank">
          {passage ? "Open the page at this passage" : "Open the page"}
        </a>
      </p>
    </div>
  );
}

function finding({ fault, found, similarity }: SourceLook, { excerpt }: Source): string {
  if (fault !== null) return faultWords[fault];
  if (excerpt === null || found === null) return "The page can be read. Nothing is quoted from it.";
  if (found === "exact") return "The excerpt stands there word for word.";
  if (found === "folded") return "The excerpt stands there, but for white space, quotes, dashes or capitals.";
  if (found === "close")
    return `Something like the excerpt stands there: ${Math.floor((similarity ?? 0) * 100)} % alike.`;
  return "Nothing like the excerpt was found there. What only a script shows, or an account, Moot does not see.";
}

function Facts({ look, source }: { look: SourceLook; source: Source }) {
  const facts: [string, string | null, string | null][] = [
    ["Title", look.title, source.title],
    ["Author", look.author, source.author],
    ["Site", look.siteName, source.publisher],
    ["Date", look.publishedOn, source.date],
    ["Language", look.language, null],
    ["Leads to", look.finalUrl === look.url ? null : look.finalUrl, null],
    ["Calls itself", look.canonicalUrl === look.finalUrl ? null : look.canonicalUrl, null],
  ];
  const known = facts.filter(([, page]) => page !== null);
  if (known.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {known.map(([name, page, given]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">
            {page}
            {given !== null && given.toLowerCase() !== page?.toLowerCase() && (
              <span className="quiet"> (given: {given})</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
