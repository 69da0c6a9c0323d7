import { StateMark } from "@/components/moderation/state-mark";
import { kindPhrases } from "@/lib/claims/claims";
import type { Found, Segment } from "@/lib/search/search";
import styles from "./search.module.css";

type ResultsProps = { items: Found[]; start?: number; nameEssays: boolean };

export function Results({ items, start = 1, nameEssays }: ResultsProps) {
  return (
    <ol className={styles.results} start={start}>
      {items.map((item) => (
        <li key={item.id}>
          {item.type === "claim" ? (
            <ClaimFound item={item} nameEssay={nameEssays} />
          ) : (
            <ContributionFound item={item} nameEssay={nameEssays} />
          )}
        </li>
      ))}
    </ol>
  );
}

function ClaimFound({ item, nameEssay }: { item: Found & { type: "claim" }; nameEssay: boolean }) {
  return (
    <>
      <p className="quiet">
        {capital(kindPhrases[item.kind])}
        {nameEssay && ` · ${item.essay.title}`}
      </p>
      <h2 className={styles.title}>
        <a href={item.url}>
          <Marked segments={item.title} />
        </a>
      </h2>
      <p className={styles.passage}>
        “<Marked segments={item.excerpt} />”
      </p>
    </>
  );
}

function ContributionFound({ item, nameEssay }: { item: Exclude<Found, { type: "claim" }>; nameEssay: boolean }) {
  return (
    <>
      <p className="quiet">
        {item.type === "evidence" ? "Evidence" : "Rebuttal"} · <StateMark state={item.state} />
        {nameEssay && ` · ${item.essay.title}`}
      </p>
      <h2 className={styles.source}>
        <a href={item.url}>
          {item.title.length > 0 ? (
            <Marked segments={item.title} />
          ) : (
            `A ${item.type === "evidence" ? "piece of evidence" : "rebuttal"}`
          )}
        </a>
      </h2>
      <p>
        <Marked segments={item.excerpt} />
      </p>
      <p className="quiet">
        On <a href={item.claim.url}>{item.claim.statement}</a>
      </p>
    </>
  );
}

function Marked({ segments }: { segments: Segment[] }) {
  let at = 0;
  return segments.map(({ text, marked }) => {
    at += text.length;
    return marked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>;
  });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
