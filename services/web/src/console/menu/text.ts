import { pair } from '../../shared/i18n/text';
import { en } from './text.en';
import { zh } from './text.zh';

export const menuText = pair(zh, en);
