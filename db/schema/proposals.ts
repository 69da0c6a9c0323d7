import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { claimKinds, proposalStates } from "../words";
import { accounts } from "./accounts";
import { claims } from "./claims";
import { instant, publicId, rowId } from "./columns";
import { essays } from "./essays";

/** A claim that a member would have made of a passage, until a moderator makes it, or says which claim has it already. */
export const proposals = sqliteTable(
  "proposals",
  {
    rowId: rowId(),
    id: publicId(),
    essay: integer("essay")
      .notNull()
      .references(() => essays.rowId),
    by: integer("by")
      .notNull()
      .references(() => accounts.rowId),
    at: instant("at").notNull(),
    statement: text("statement").notNull(),
    kind: text("kind", { enum: claimKinds }).notNull(),
    resolvesOn: text("resolves_on"),
    quoteExact: text("quote_exact").notNull(),
    quotePrefix: text("quote_prefix").notNull().default(""),
    quoteSuffix: text("quote_suffix").notNull().default(""),
    /** The claim that it would support, in the essay's own reasoning. */
    supports: integer("supports").references(() => claims.rowId),
    state: text("state", { enum: proposalStates }).notNull().default("waiting"),
    /** The claim that was made of it, or that it went into. */
    claim: integer("claim").references(() => claims.rowId),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    index("proposals_state").on(t.state, t.rowId),
    index("proposals_by").on(t.by, t.rowId),
    index("proposals_claim").on(t.claim),
  ],
);
