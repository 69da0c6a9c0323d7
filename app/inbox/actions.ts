"use server";

import { readInbox } from "@/lib/curation/commands";
import { paths } from "@/lib/paths";
import { formAction } from "@/lib/web/forms";

export const readInboxAction = formAction(async (ctx) => {
  await readInbox(ctx);
  return { leave: paths.inbox };
});
