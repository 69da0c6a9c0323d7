import { holds, type Role } from "@/lib/accounts/accounts";
import { paths } from "@/lib/paths";
import styles from "./desk-nav.module.css";

/** The pages of moderation in their order, and the role that each takes; null where everybody reads it. */
const pages: { label: string; href: string; role: Role | null }[] = [
  { label: "Queue", href: paths.moderation, role: "curator" },
  { label: "Log", href: paths.log, role: null },
  { label: "Sources", href: paths.sources(), role: "curator" },
  { label: "Essays", href: paths.essays, role: "moderator" },
  { label: "Rules", href: paths.rules, role: "curator" },
  { label: "Proposals", href: paths.proposalDesk, role: "moderator" },
  { label: "Appeals", href: paths.appeals, role: "moderator" },
  { label: "People", href: paths.people, role: "moderator" },
  { label: "Reasons", href: paths.reasons, role: "admin" },
  { label: "Curators", href: paths.curators(), role: "admin" },
  { label: "Webhooks", href: paths.webhooks, role: "admin" },
  { label: "Import", href: paths.imports, role: "admin" },
];

type DeskNavProps = {
  role: Role | null | undefined;
  here: string;
  /** How many appeals wait for an answer. */
  appeals?: number;
  /** How many proposed claims wait for a decision. */
  proposals?: number;
};

/** The way between the pages of moderation: those that the viewer may open. A reader of the log alone needs none. */
export function DeskNav({ role, here, appeals = 0, proposals = 0 }: DeskNavProps) {
  const waiting: Record<string, number> = { [paths.appeals]: appeals, [paths.proposalDesk]: proposals };
  const open = pages.filter((page) => page.role === null || (role && holds(role, page.role)));
  if (open.length < 2) return null;
  return (
    <nav className={styles.nav} aria-label="Moderation">
      {open.map(({ label, href }) => (
        <a key={href} href={href} aria-current={href === here ? "page" : undefined}>
          {label}
          {(waiting[href] ?? 0) > 0 && <span className="num"> {waiting[href]}</span>}
        </a>
      ))}
    </nav>
  );
}
