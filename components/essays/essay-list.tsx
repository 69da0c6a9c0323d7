import type { EssaySummary } from "@/lib/essays/essays";
import { inLanguage } from "@/lib/essays/languages";
import { paths } from "@/lib/paths";
import styles from "./essay-list.module.css";

export function EssayList({ essays }: { essays: EssaySummary[] }) {
  return (
    <div className="narrow">
      <h1>Essays, argued claim by claim</h1>
      {essays.length === 0 && (
        <p>
          There is no essay here yet. Whoever runs this Moot brings one in with{" "}
          <code>npm run debate -- import FILE</code>.
        </p>
      )}
      <ul className={styles.essays}>
        {essays.map(({ slug, title, author, language, counts }) => (
          <li key={slug}>
            <h2>
              <a href={paths.essay(slug)} {...inLanguage(language)}>
                {title}
              </a>
            </h2>
            <p className="quiet num">
              {author && `${author} · `}
              {counts.claims} claims · {counts.votes} votes · {counts.evidence} pieces of evidence · {counts.rebuttals}{" "}
              rebuttals
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
