import { stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";

/** What a reader may want to know before they trust a number here. */
export function About() {
  return (
    <div className="narrow">
      <h1>How Moot works</h1>
      <p>
        A moot is an assembly that meets to argue; a moot point is one that is open to argument. Here an essay is taken
        apart into its claims, and each claim is argued by itself: people vote on it, attach evidence with its source,
        and rebut what others attached. Every claim has a link of its own, and that link shows the claim whole.
      </p>
      <h2>A tally is not a verdict</h2>
      <p>
        A tally says how those who came here voted: how many agree, are unsure and disagree, always all of them and
        always with their number. It does not say what is true, and there is no net score. Everybody has one vote a
        claim and can change or withdraw it at any time. A deleted account takes its votes out of every tally.
      </p>
      <h2>Evidence is a record</h2>
      <p>
        Evidence names its source, quotes the exact words it relies on, and says in its author's own words why they bear
        on the claim. Readers rate it convincing or unconvincing. “Most convincing” sorts by the lower bound of the
        95&nbsp;% Wilson interval of those ratings, so that three ratings don't outweigh three hundred. Every wording is
        kept, and a history page shows what was changed.
      </p>
      <h2>Curation happens in public</h2>
      <p>
        Curators and moderators look at what is attached. Each contribution says where it stands, each decision gives
        its reason, and <a href={paths.log}>the log</a> shows all of them. Nobody decides about what they wrote
        themselves.
      </p>
      <dl>
        {Object.entries(stateWords).map(([state, { label, explanation }]) => (
          <div key={state}>
            <dt>
              <strong>{label}</strong>
            </dt>
            <dd>{explanation}</dd>
          </div>
        ))}
      </dl>
      <h2>A resolution is a finding with reasons</h2>
      <p>
        A claim of fact or of cause, or a prediction, can be resolved: a curator who took no side on it says what it was
        found to be, from true to false or that it can't be told, and gives the reasons. That stands beside the tally
        and changes no vote. It is about the words that the claim had then, it can be taken back, and the log keeps it.
        Definitions, interpretations and values are argued, and nobody resolves them.
      </p>
      <h2>Your data</h2>
      <p>
        Pages load nothing from other sites and set no cookie before you sign in. In{" "}
        <a href={paths.settings}>your settings</a> you can take everything you did here with you as a file, and delete
        your account. The same debate is open to programs through <a href={`${paths.api}/openapi.json`}>the API</a>.
      </p>
    </div>
  );
}
