export { claimDesk, mergePreview } from "./claim-desk";
export { inbox, unreadCount } from "./inbox";
export { lastDecision } from "./last-decision";
export { decisionsOf, logEntry, publicLog } from "./log";
export { desk, deskItem, queue, queueLines, waitingCount } from "./queue";
export { allReasons, reasonChoices } from "./reasons";
