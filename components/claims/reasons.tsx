import type { Claim, ClaimLink } from "@/lib/claims/claims";
import { paths } from "@/lib/paths";
import styles from "./reasons.module.css";

/** The essay's own reasoning around a claim: what it uses the claim for, and what it rests the claim on. */
export function Reasons({ claim }: { claim: Pick<Claim, "supports" | "supportedBy"> }) {
  if (claim.supports.length + claim.supportedBy.length === 0) return null;
  return (
    <section className={styles.reasons} aria-label="The essay's own reasoning">
      <Links title="The essay uses it to support" claims={claim.supports} />
      <Links title="The essay rests it on" claims={claim.supportedBy} />
    </section>
  );
}

/** How many are listed before the rest folds. */
const shown = 3;

function Links({ title, claims }: { title: string; claims: ClaimLink[] }) {
  if (claims.length === 0) return null;
  const rest = claims.slice(shown);
  return (
    <div>
      <h2>{title}</h2>
      <List claims={claims.slice(0, shown)} />
      {rest.length > 0 && (
        <details>
          <summary>and {rest.length} more</summary>
          <List claims={rest} />
        </details>
      )}
    </div>
  );
}

function List({ claims }: { claims: ClaimLink[] }) {
  return (
    <ul>
      {claims.map((claim) => (
        <li key={claim.id}>
          <a href={paths.claim(claim)}>{claim.statement}</a>
        </li>
      ))}
    </ul>
  );
}
