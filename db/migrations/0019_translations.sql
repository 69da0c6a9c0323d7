ALTER TABLE `claims` ADD `translates` text;--> statement-breakpoint
CREATE INDEX `claims_translations` ON `claims` (`translates`) WHERE translates is not null;--> statement-breakpoint
ALTER TABLE `essays` ADD `language` text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE `essays` ADD `translation_of` text;--> statement-breakpoint
CREATE INDEX `essays_translations` ON `essays` (`translation_of`) WHERE translation_of is not null;