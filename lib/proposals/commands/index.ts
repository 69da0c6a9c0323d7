export { type DecidedProposal, decideProposal } from "./decide";
export { type ProposalReceipt, propose } from "./propose";
export { withdrawProposal } from "./withdraw";
