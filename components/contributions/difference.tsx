import type { Segment } from "@/lib/rich-text/diff";
import styles from "./difference.module.css";

/**
 * What changed from one wording to the next. What was taken out is struck through and what came in underlined, in two
 * colours, and both are named for whoever hears the page.
 */
export function Difference({ segments }: { segments: Segment[] }) {
  return (
    <p className={styles.difference} dir="auto">
      {segments.map(({ type, text }, index) => {
        const key = `${index} ${type}`;
        if (type === "same") return <span key={key}>{text}</span>;
        const Tag = type === "added" ? "ins" : "del";
        return (
          <Tag key={key} className={styles[type]}>
            <span className="visually-hidden">{type === "added" ? " added: " : " taken out: "}</span>
            {text}
            <span className="visually-hidden"> end of change </span>
          </Tag>
        );
      })}
    </p>
  );
}
