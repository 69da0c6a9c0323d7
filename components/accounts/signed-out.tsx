import { paths } from "@/lib/paths";

/** In place of a page that is somebody's own. */
export const SignedOut = ({ next }: { next: string }) => (
  <p>
    You are signed out. <a href={paths.signIn(next)}>Sign in</a> to go on, or{" "}
    <a href={paths.signUp(next)}>make an account</a>.
  </p>
);
