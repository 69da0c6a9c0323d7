import { Notice } from "@/components/ui/notice";
import { type VoteValue, voteLabels } from "@/lib/votes/votes";

/** Says what will happen besides the signing in, so that no link can make somebody vote unawares. */
export const IntentNotice = ({ vote }: { vote: VoteValue | undefined }) =>
  vote && <Notice>Your vote, “{voteLabels[vote]}”, is cast as soon as you are signed in.</Notice>;
