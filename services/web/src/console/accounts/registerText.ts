import { pair } from '../../shared/i18n/text';
import { en } from './registerText.en';
import { zh } from './registerText.zh';

export const registerText = pair(zh, en);
