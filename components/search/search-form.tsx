import { Button } from "@/components/ui/button";
import { type SearchKind, searchKinds, searchKindWords } from "@/lib/search/search";
import styles from "./search.module.css";

type FormProps = {
  q: string;
  essay: string | undefined;
  kind: SearchKind | undefined;
  essays: { slug: string; title: string }[];
};

/** A plain form that asks by its address, so that a search can be linked to. */
export function SearchForm({ q, essay, kind, essays }: FormProps) {
  return (
    <search>
      <form action="/search" method="get" className={styles.form}>
        <label htmlFor="q" className="visually-hidden">
          Search claims, evidence, rebuttals and sources
        </label>
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={q}
          placeholder="Search"
          enterKeyHint="search"
          maxLength={400}
        />
        <Button type="submit" kind="main">
          Search
        </Button>
        <div className={styles.filters}>
          <label>
            <span className="visually-hidden">Kind</span>
            <select name="kind" defaultValue={kind ?? ""}>
              <option value="">Everything</option>
              {searchKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {searchKindWords[kind]}
                </option>
              ))}
            </select>
          </label>
          {essays.length > 1 && (
            <label>
              <span className="visually-hidden">Essay</span>
              <select name="essay" defaultValue={essay ?? ""}>
                <option value="">In all essays</option>
                {essays.map(({ slug, title }) => (
                  <option key={slug} value={slug}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
      </form>
    </search>
  );
}
