import { paths } from "@/lib/paths";
import type { Similar } from "@/lib/proposals/proposals";
import styles from "./proposals.module.css";

/** The claims that may say already what somebody would propose, each with the way to it. */
export function SimilarClaims({ claims, words }: { claims: Similar[]; words: string }) {
  return (
    <ul className={styles.similar}>
      {claims.map((claim) => (
        <li key={claim.id}>
          <p className={styles.statement}>{claim.statement}</p>
          <p className="quiet">
            {claim.because === "passage" ? "Of partly the same passage: " : ""}“{claim.quote}”
          </p>
          <a href={paths.claim(claim)}>
            {words}
            <span className="visually-hidden">: {claim.statement}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
