/** Tables that stay small however much is said: an admin writes them, or there is a row for each thing Moot comes with. */
export const small = new Set(["hold_rules", "reasons", "source_grades", "webhooks", "essays"]);

/** Indexes of which one key holds few rows, whatever a debate grows to. */
export const fewEach: Record<string, string> = {
  decisions_contribution: "what was decided about one contribution",
  decisions_of_claim: "what moderators did to one claim",
  flags_contribution: "flags of one contribution, one a person, until they are answered",
  flags_account: "a person can have only so many flags waiting",
  appeals_contribution: "one a decision",
  sessions_account: "where one person is signed in",
  claim_supports_supports: "what an essay rests one claim on",
  claims_merged: "claims that went into one",
  claims_split: "claims that were a part of one",
  claims_asking: "claims that were reworded after votes on them",
  resolutions_claim: "how one claim was resolved",
  resolution_grounds_author: "of what one person wrote, what a claim was resolved by",
  contributions_pinned: "two a side at most",
  contributions_merged: "what went into one contribution",
  proposals_by: "what one person proposed",
  accounts_staff: "people with a role",
  claim_supports: "what one claim is used to support",
  takes_account: "what one curator looks at",
};

/** Statements that read or sort something whole, and why each may. A new one is worth a thought, and a line here. */
export const excuses: { of: RegExp; why: string }[] = [
  {
    of: /^insert into queue_entries .* where c\.row_id = \?/,
    why: "The flags of one contribution; the scan is of the one row that sums them.",
  },
  {
    of: /^select search_index\.rowid from search_index .* order by bm25/,
    why: "Ranked only by words that are not found more than a bounded number of times (`weighed`).",
  },
  { of: /cross join search_index where search_index\.rowid = near\.row_id/, why: "Of a bounded number of the newest." },
  { of: /^delete from "one_time_links"/, why: "Links live for hours, are limited by rate, and go when they expire." },
  {
    of: /^select distinct "claim" from "contributions" where "contributions"\."author" = \?/,
    why: "All that one person wrote, once, when they leave, are renamed or banned.",
  },
  {
    of: /from \(?\s?\(?(select q\.\* from|select 1 from) .* limit \?\)/,
    why: "Counts of the queue stop at a thousand.",
  },
  {
    of: /from queue_entries q where true .*order by q\.flag_weight desc, q\.day, q\.newcomer desc, q\.contribution limit \?$/,
    why: "The queue itself, from its first: what somebody else looks at just now is passed over, and that is little.",
  },
  {
    of: /select contribution from flags where account = \? and closed_at is null limit \?/,
    why: "What one person flagged and nobody answered, which is bounded.",
  },
  { of: /q\.contribution in \(select contribution from takes/, why: "What one curator looks at just now." },
  { of: /^select "outcome", count\(\*\) from "hold_catches"/, why: "What one rule caught in its last days." },
  {
    of: /from "decisions" .* order by "decisions"\."row_id" desc limit \?$/,
    why: "The log from its newest, a page of it.",
  },
  {
    of: /^with own as \( select row_id, action, "to", waited from decisions .* limit \?\)/,
    why: "So many of a curator's latest.",
  },
  { of: /^select "row_id" from "claims" order by "claims"\."row_id" desc limit \?/, why: "The newest alone." },
  {
    of: /^select .* from "claims" .*where "claims"\."essay" = \? order by/,
    why: "The claims of one essay, all of which are asked for.",
  },
  {
    of: /^select .* from "claims" inner join "essays" .* limit \?$/,
    why: "The list of claims by how much they are argued or divided: sorted when asked, because a vote would else rewrite an index. It grows with claims, of which there are few, not with what is said.",
  },
  {
    of: /order by "contributions"\."source_key" = \? desc/,
    why: "What on one claim has the same source or site: bounded by what a site is cited for there.",
  },
  {
    of: /^select "kind", "stance", count\(\*\) from "contributions"/,
    why: "Counting a claim anew: after a merge or a split, which touch all of it, and by the operator's check.",
  },
  {
    of: /^select "contributions".* and "contributions"\."created_at" <= \? .* order by "contributions"\."wilson" desc/,
    why: "A claim as it was: what counted then is found by the state that each had. See docs/decisions/0036.",
  },
  { of: /^insert into accounts .* from json_each\(\?\)/, why: "An import's people." },
  { of: /from "appeals" inner join "contributions"/, why: "One person's export of their own data." },
  {
    of: /^select "to" as code, count\(\*\) as count from \( select "to", max/,
    why: "A tally as it was is counted from history; see docs/decisions/0036.",
  },
  {
    of: /^select contribution, "to" as code, count\(\*\) as count from \(/,
    why: "The same of a page of contributions.",
  },
  { of: /json_each\(\?\) wanted on wanted\.value = k\.row_id/, why: "An export's claims, a batch of them." },
  { of: /^insert into votes .* select \?, e\.account/, why: "An import of all votes on a claim." },
  {
    of: /^select v\.account, v\.value, v\.at/,
    why: "An export's votes, a batch of them, each with that person's last one on the claim.",
  },
  { of: /^select e\.account, v\.value, v\.at, e\.at as cast/, why: "An export's history of votes, a batch of it." },
  {
    of: /^select c\.row_id, c\.id, .* from contributions c cross join claims k on k\.row_id = c\.claim/,
    why: "An export of an essay reads along all contributions once.",
  },
  { of: /^select c\.row_id as "rowId", c\.id from contributions c cross join claims k/, why: "The same for ratings." },
  {
    of: /from "accounts" left join "essays" .* order by "accounts"\."row_id" desc limit \?$/,
    why: "Moderators' list of people: from the newest on, a page; by name or role it passes others over.",
  },
  {
    of: /v\.carried_by is not null or .* from (?:rating|vote)_events e where e\.account = v\.account/,
    why: "What one person rated, in an export: once for each rating that stands, as it is written.",
  },
];
