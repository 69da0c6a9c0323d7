import { paths } from "@/lib/paths";
import styles from "./essay-tabs.module.css";

/** The way between an essay's claims and its text. */
export function EssayTabs({ slug, here }: { slug: string; here: "claims" | "text" }) {
  const tabs = [
    { is: "claims", label: "Claims", href: paths.essay(slug) },
    { is: "text", label: "Text", href: paths.essayText(slug) },
  ];
  return (
    <nav className={styles.tabs} aria-label="The essay as">
      {tabs.map(({ is, label, href }) => (
        <a key={is} href={href} aria-current={is === here ? "page" : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}
