import { pair } from '../i18n/text';
import { en } from './text.en';
import { zh } from './text.zh';

export const staffText = pair(zh, en);
