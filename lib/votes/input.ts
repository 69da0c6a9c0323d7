import { z } from "zod";
import { voteValues } from "./votes";

export const voteInput = z.object({ value: z.enum(voteValues, { error: "Vote agree, disagree or unsure." }) });
