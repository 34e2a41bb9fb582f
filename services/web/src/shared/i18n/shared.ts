import { en } from './shared.en';
import { zh } from './shared.zh';
import { pair } from './text';

export const sharedText = pair(zh, en);
