import { pair } from '../../shared/i18n/text';
import { en } from './settingsText.en';
import { zh } from './settingsText.zh';

export const settingsText = pair(zh, en);
