import { bannedDomain } from "./banned-domain";
import { claimLocked } from "./claim-locked";
import { newAccount } from "./new-account";
import type { HoldRule } from "./rule";
import { sameText } from "./same-text";
import { tooManyInAnHour } from "./too-many-in-an-hour";
import { tooManyLinks } from "./too-many-links";

/**
 * What comes in goes through these in turn, and the first that does not let it pass settles it.
 *
 * Those that refuse come first: nothing is held that would be refused anyway, and nobody mends a text for one rule to
 * be refused by the next. Of those that hold, the one that tells a curator most is named: a lock, which somebody chose
 * for this claim; then what looks like spam; at last the new account, which nearly all spam has too.
 */
export const holdRules: readonly HoldRule[] = [
  bannedDomain,
  tooManyInAnHour,
  claimLocked,
  sameText,
  tooManyLinks,
  newAccount,
];
