import type { GradedSource } from "@/lib/contributions/contributions";
import { GradeMark } from "./grade-mark";
import styles from "./source.module.css";
import { SourceStanding } from "./source-standing";

/** A source as a record: what it is, who made it, when, and its exact words. */
export function Source({ source }: { source: GradedSource }) {
  const { url, citation, title, author, publisher, date, type, excerpt } = source;
  const name = title ?? (url && shorten(url)) ?? citation;
  const facts = [author, publisher, date, type && type !== "other" ? type : null].filter(Boolean).join(", ");
  return (
    <div className={styles.source}>
      <div className={styles.name} dir="auto">
        {url ? (
          <a href={url} rel="ugc nofollow noopener">
            {name}
          </a>
        ) : (
          name
        )}
      </div>
      {source.grade && <GradeMark grade={source.grade} />}
      {facts && <div className="quiet">{facts}</div>}
      {citation && citation !== name && <div className="quiet">{citation}</div>}
      {excerpt && (
        <blockquote className={styles.excerpt} dir="auto">
          “{excerpt}”
        </blockquote>
      )}
      <SourceStanding source={source} />
    </div>
  );
}

const shorten = (url: string) => url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
