import type { ClaimReview, Comment, Graph } from "schema-dts";
import { type Claim, outcomeWords, type ResolutionOutcome } from "@/lib/claims/claims";
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
        inLanguage: claim.language,
        url,
        appearance: { "@type": "Article", name: claim.essay.title, url: address(paths.essay(claim.essay.slug)) },
      },
      ...reviewOf(claim, url, address),
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

/** The outcomes as https://schema.org/Rating has them; what can't be told has a name and no number. */
const ratings: Record<ResolutionOutcome, number | null> = {
  true: 5,
  "mostly-true": 4,
  mixed: 3,
  "mostly-false": 2,
  false: 1,
  "cannot-be-told": null,
};

/**
 * A curator's finding as https://schema.org/ClaimReview: of a claim of fact, and only where it is about the claim as it
 * reads. What caused something and what will come are weighed, but they are no checked facts.
 */
function reviewOf({ kind, statement, resolution }: Claim, url: string, address: ToAddress): ClaimReview[] {
  if (kind !== "fact" || !resolution?.current) return [];
  const rating = ratings[resolution.outcome];
  return [
    {
      "@type": "ClaimReview",
      "@id": `${url}#resolution`,
      url: `${url}#resolution`,
      claimReviewed: statement,
      itemReviewed: { "@id": `${url}#claim` },
      reviewBody: resolution.reasons,
      datePublished: resolution.at.toISOString(),
      author: { "@type": "Organization", name: "Moot", url: address("/") },
      reviewRating: {
        "@type": "Rating",
        alternateName: outcomeWords[resolution.outcome],
        ...(rating !== null && { ratingValue: rating, worstRating: 1, bestRating: 5 }),
      },
    },
  ];
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
