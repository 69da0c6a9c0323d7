export { claimDesk, mergePreview } from "./claim-desk";
export { type Likely, likelyDuplicates } from "./duplicates";
export { inbox, unreadCount } from "./inbox";
export { lastDecision } from "./last-decision";
export { decisionsOf, logEntry, publicLog } from "./log";
export { whyNotMerge } from "./merge-target";
export { desk, deskItem, queue, queueLines, waitingCount } from "./queue";
export { allReasons, reasonChoices } from "./reasons";
