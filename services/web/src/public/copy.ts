import { useState } from 'react';
import { useText } from '../shared/i18n/text';
import { publicText } from './text';

/** Copies a text and says how it went, in words for a status line. */
export function useCopy(): { run: (text: string) => Promise<void>; said: string } {
  const t = useText(publicText);
  const [said, setSaid] = useState('');
  const run = async (text: string) => {
    setSaid((await copied(text)) ? t('copied') : t('copyFailed'));
  };
  return { run, said };
}

async function copied(text: string): Promise<boolean> {
  try {
    // Absent where the site is read without TLS, as on a county's inner network.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
