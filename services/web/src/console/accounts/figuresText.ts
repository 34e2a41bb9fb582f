import { pair } from '../../shared/i18n/text';
import { en } from './figuresText.en';
import { zh } from './figuresText.zh';

export const figuresText = pair(zh, en);
