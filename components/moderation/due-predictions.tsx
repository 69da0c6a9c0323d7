import type { DuePrediction } from "@/lib/curation/claim-desk";
import { paths } from "@/lib/paths";

/** Predictions that wait for a curator to say how they came out. */
export function DuePredictions({ predictions }: { predictions: DuePrediction[] }) {
  if (predictions.length === 0) return null;
  return (
    <section id="predictions">
      <h2>Predictions whose day has come</h2>
      <ul>
        {predictions.map((claim) => (
          <li key={claim.id}>
            <a href={`${paths.claimDesk(claim.id)}#resolve`}>{claim.statement}</a>{" "}
            <span className="quiet">
              since <time dateTime={claim.resolvesOn}>{claim.resolvesOn}</time>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
