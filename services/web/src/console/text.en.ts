import type { zh } from './text.zh';

export const en: Record<keyof typeof zh, string> = {
  nav_work: 'My work',
  nav_plan: 'Plan',
  nav_stories: 'Rolling stories',
  nav_submissions: 'Submissions',
  nav_adoption: 'Adoption',
  nav_articles: 'Articles',
  nav_releases: 'Releases',
  nav_inquiries: 'Inquiries',
  nav_accounts: 'Accounts and outlets',
  nav_people: 'People and roles',
  nav_settings: 'County settings',
  nav_audit: 'Audit trail',
  passwordTitle: 'Change password',
  passwordMust: 'This is your first sign-in or your password has expired: change it first.',
  passwordCurrent: 'Current password',
  passwordNew: 'New password',
  passwordAgain: 'New password again',
  passwordRule: 'At least 8 characters of three kinds: letters in both cases, digits, signs.',
  passwordDiffers: 'The two do not match',
  passwordChange: 'Change',
};
