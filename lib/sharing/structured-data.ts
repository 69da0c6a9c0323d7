import type { Comment, Graph } from "schema-dts";
import type { Claim } from "@/lib/claims/claims";
import type { Branch, Contribution } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import { plainText } from "@/lib/rich-text/plain-text";
import type { ToAddress } from "./sharing";

/**
 * A claim's page in schema.org's words: the claim, and the discussion of it with what is attached as comments.
 * See https://schema.org/Claim and https://schema.org/DiscussionForumPosting.
 */
export function claimData(claim: Claim, attached: Branch[], address: ToAddress): Graph {
  const url = address(paths.claim(claim));
  const { total } = claim.tally;
  return {
    "@context": "https://schema.org",
    "@graph": [
      {
        "@type": "Claim",
        "@id": `${url}#claim`,
        text: claim.statement,
        url,
        appearance: { "@type": "Article", name: claim.essay.title, url: address(paths.essay(claim.essay.slug)) },
      },
      {
        "@type": "DiscussionForumPosting",
        "@id": `${url}#discussion`,
        url,
        headline: claim.statement.slice(0, 110),
        text: claim.statement,
        datePublished: claim.createdAt.toISOString(),
        author: { "@type": "Organization", name: "Moot", url: address("/") },
        isPartOf: address(paths.essay(claim.essay.slug)),
        about: { "@id": `${url}#claim` },
        commentCount: claim.counts.supporting + claim.counts.contradicting + claim.counts.rebuttals,
        interactionStatistic: {
          "@type": "InteractionCounter",
          interactionType: { "@type": "VoteAction" },
          userInteractionCount: total,
        },
        comment: attached.flatMap((branch) => attachedData(branch, address) ?? []),
      },
    ],
  };
}

/** A contribution with the answers that its page shows; null where its words are hidden. */
function attachedData(contribution: Branch | Contribution, address: ToAddress): Comment | null {
  if (contribution.body === null) return null;
  const { author, source } = contribution;
  const answers =
    "children" in contribution ? contribution.children.flatMap((one) => attachedData(one, address) ?? []) : [];
  return {
    "@type": "Comment",
    url: address(paths.contribution(contribution)),
    text: plainText(contribution.body),
    datePublished: contribution.createdAt.toISOString(),
    ...(contribution.editedAt && { dateModified: contribution.editedAt.toISOString() }),
    author: {
      "@type": "Person",
      name: author.name ?? "A former member",
      ...(author.name && { url: address(paths.person(author.name)) }),
    },
    ...(source?.url && {
      citation: { "@type": "CreativeWork", url: source.url, ...(source.title && { name: source.title }) },
    }),
    ...(answers.length > 0 && { comment: answers }),
  };
}
