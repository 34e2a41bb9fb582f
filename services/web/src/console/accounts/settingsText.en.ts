import type { zh } from './settingsText.zh';

export const en: Record<keyof typeof zh, string> = {
  settings: 'Pushes and comments',
  change: 'Change the settings',
  settingsTitle: 'Pushes and comments of “{name}”',
  settingsNote: 'What is planned already is held to them when it goes out.',
  save: 'Save',
  pushesPerDay: 'Pushes a day',
  pushesPerDayHint: '1 for a subscription account; empty for no limit.',
  pushesPerMonth: 'Pushes a month',
  pushesPerMonthHint: '4 for a service account; empty for no limit.',
  pushesConfirmed: 'The administrator confirms each push on their phone',
  pushesConfirmedHint: 'As the platform’s protection of pushes is set: where it is on, the administrator has 30 minutes.',
  ignoresReprint: 'Push although it counts as a reprint',
  ignoresReprintHint: 'Otherwise a push that the platform takes for a forbidden reprint stops.',
  opensComments: 'Readers may write under pieces',
  opensCommentsHint: 'Other readers see a comment once it is selected. Needs the right to comments.',
  noLimit: 'No limit',
  yes: 'Yes',
  no: 'No',
};
