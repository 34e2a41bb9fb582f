import type { zh } from './text.zh';

export const en: Record<keyof typeof zh, string> = {
  nav_work: 'My work',
  nav_articles: 'Articles',
  nav_releases: 'Releases',
  nav_inquiries: 'Inquiries',
  nav_accounts: 'Accounts and outlets',
  nav_people: 'People and roles',
  nav_audit: 'Audit trail',
};
