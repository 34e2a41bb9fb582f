import type { zh } from './text.zh';

export const en: Record<keyof typeof zh, string> = {
  pageTitle: 'My work',
  lead: 'What waits for me; the list follows changes by itself.',
  title: 'What',
  kind: 'Kind',
  note: 'Note',
  department: 'Department',
  since: 'Waiting',
  due: 'Due',
  noDue: 'No deadline',
  overdue: 'Overdue',
  empty: 'Nothing waits for you',
  emptyHint: 'New reviews, returned articles and inquiries appear here at once.',
  REVIEW: 'Review',
  RETURNED_ARTICLE: 'Returned',
  APPROVED_ARTICLE: 'To release',
  UNCONFIRMED_TARGET: 'Unconfirmed release',
  INQUIRY: 'Inquiry',
  REPLY_REVIEW: 'Reply to review',
  OVERRIDE_DEBT: 'Second look owed',
};
