import { When } from "@/components/ui/when";
import type { Branch, Contribution as Shown } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import styles from "./contribution.module.css";
import { OwnLinks } from "./own-links";
import { Prose } from "./prose";
import { Rating } from "./rating";
import { Source } from "./source";
import { State } from "./state";

/** What is said of how a contribution bears on what it answers; a root stands in a column that says so already. */
const bearing = ({ kind, stance }: Shown) =>
  kind === "rebuttal" ? "Rebuttal" : stance === "supports" ? "Evidence for" : "Evidence against";

/** A contribution with what answers it, indented a few levels; deeper or further ones are behind a link. */
export function ContributionTree({ branch, nested = false }: { branch: Branch; nested?: boolean }) {
  const more = branch.answers - branch.children.length;
  return (
    <article className={nested ? styles[branch.stance] : styles.root} id={branch.id}>
      <ContributionBody contribution={branch} heading={nested || branch.kind === "rebuttal" ? "h3" : null} />
      {branch.children.length > 0 && (
        <div className={styles.answers}>
          {branch.children.map((child) => (
            <ContributionTree key={child.id} branch={child} nested />
          ))}
        </div>
      )}
      {more > 0 && (
        <p className={styles.more}>
          <a href={`${paths.contribution(branch)}#answers`}>
            {branch.children.length > 0 ? `${more} more` : more === 1 ? "1 answer" : `${more} answers`} to this
          </a>
        </p>
      )}
    </article>
  );
}

const tombstones: Partial<Record<Shown["state"], string>> = {
  withdrawn: "Its author withdrew this.",
  held: "This waits for a curator.",
};

type BodyProps = {
  contribution: Shown;
  /** The level of its heading; null where what stands around it says what it is. */
  heading?: "h2" | "h3" | null;
};

/** One contribution, without what answers it. */
export function ContributionBody({ contribution: it, heading: Heading = "h3" }: BodyProps) {
  const link = paths.contribution(it);
  return (
    <>
      {it.pinned && <p className={styles.pinned}>Pinned by a curator</p>}
      {Heading && <Heading className={styles.bearing}>{bearing(it)}</Heading>}
      {it.body === null ? (
        <p className={styles.tombstone}>{tombstones[it.state] ?? "A moderator removed this."}</p>
      ) : (
        <>
          {it.source && <Source source={it.source} />}
          <Prose body={it.body} />
        </>
      )}
      <footer className={styles.footer}>
        <State contribution={it} />
        <span>
          {it.author.name ? <a href={paths.person(it.author.name)}>{it.author.name}</a> : "former member"},{" "}
          <When at={it.createdAt} />
          {it.revision > 1 && (
            <>
              {" "}
              (<a href={paths.history(it)}>edited</a>)
            </>
          )}
        </span>
        {it.body !== null && (
          <>
            <Rating id={it.id} counts={it.rating} />
            <a href={`${link}#rebut`}>Rebut</a>
          </>
        )}
        <a href={`${link}#share`}>Permalink, share</a>
        {it.body !== null && <OwnLinks id={it.id} edit={paths.edit(it)} flag={`${link}/flag`} />}
      </footer>
    </>
  );
}
