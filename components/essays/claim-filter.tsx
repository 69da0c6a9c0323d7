import { Button } from "@/components/ui/button";
import { type ClaimKind, type ClaimSort, claimKinds } from "@/lib/claims/claims";
import styles from "./claim-filter.module.css";

export const sortLabels: Record<ClaimSort, string> = {
  essay: "As in the essay",
  argued: "Most argued",
  divided: "Most divided",
  unargued: "Unargued",
};

const kindLabels: Record<ClaimKind, string> = {
  fact: "Facts",
  cause: "Causes",
  definition: "Definitions",
  interpretation: "Interpretations",
  prediction: "Predictions",
  value: "Values",
};

/** Orders are links, which keep the kind; the kind is a small form, which keeps the order. */
export function ClaimFilter({ path, sort, kind }: { path: string; sort: ClaimSort; kind: ClaimKind | undefined }) {
  const to = (sort: ClaimSort) => {
    const query = new URLSearchParams({ ...(sort !== "essay" && { sort }), ...(kind && { kind }) }).toString();
    return query ? `${path}?${query}` : path;
  };
  return (
    <div className={styles.filter}>
      <nav aria-label="Order of the claims">
        {(Object.keys(sortLabels) as ClaimSort[]).map((value) => (
          <a key={value} href={to(value)} aria-current={value === sort ? "true" : undefined}>
            {sortLabels[value]}
          </a>
        ))}
      </nav>
      <form action={path} method="get">
        {sort !== "essay" && <input type="hidden" name="sort" value={sort} />}
        <label htmlFor="kind">Kind</label>
        <select id="kind" name="kind" defaultValue={kind ?? "all"}>
          <option value="all">All kinds</option>
          {claimKinds.map((value) => (
            <option key={value} value={value}>
              {kindLabels[value]}
            </option>
          ))}
        </select>
        <Button>Show</Button>
      </form>
    </div>
  );
}
