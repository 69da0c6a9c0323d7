/** What Polis calls its files, columns and keys (`polis-export/1`); what it calls comments are statements. */
export const files = {
  statements: "comments.csv",
  votes: "votes.csv",
  participants: "participant-votes.csv",
  summary: "summary.csv",
  format: "format.json",
} as const;

export const columns = {
  statement: "comment-id",
  words: "comment-body",
  voter: "voter-id",
  author: "author-id",
  group: "group-id",
} as const;

/** What Moot reads or counts anew. */
export const knownColumns = {
  statements: ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"],
  votes: ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
};

export const keys = {
  title: "topic",
  authors: "commenters",
  statements: "comments",
  description: "conversation-description",
  convention: "vote-convention",
} as const;

/** The tables of everybody's votes count somebody's own statements too. */
export const ownStatements = "n-comments";

export const formatId = "polis-export/1";
