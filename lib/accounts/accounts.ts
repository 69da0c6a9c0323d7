export const roles = ["member", "curator", "moderator", "admin"] as const;
export type Role = (typeof roles)[number];

/** Whether `role` holds all that `needed` may do. */
export const holds = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/** The signed-in person on whose behalf something is read or written. */
export type Viewer = {
  rowId: number;
  id: string;
  name: string;
  role: Role;
  banned: boolean;
  /** The session or token it came with; a `read` token may not write. */
  session: string | null;
  scope: "read" | "write";
};
