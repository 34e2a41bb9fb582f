import { useEffect, useState } from 'react';
import { textOf, type Block } from '../../shared/article/block';

/** What is read aloud: the title, then the text. A chart is left to its table, since a row of numbers says little to the ear. */
export function spokenText(title: string, blocks: readonly Block[]): string {
  return [title, ...blocks.filter(({ type }) => type !== 'chart' && type !== 'link').map(textOf)].join('\n');
}

interface Speech {
  able: boolean;
  on: boolean;
  toggle: () => void;
}

/** Reads a text aloud by the device's own voice; it stops when the page is left. */
export function useSpeech(text: string): Speech {
  const able = 'speechSynthesis' in window;
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (!able) return;
    return () => speechSynthesis.cancel();
  }, [able]);
  const toggle = () => {
    speechSynthesis.cancel();
    setOn(!on);
    if (on) return;
    const said = new SpeechSynthesisUtterance(text);
    said.lang = 'zh-CN';
    said.onend = () => setOn(false);
    said.onerror = () => setOn(false);
    speechSynthesis.speak(said);
  };
  return { able, on, toggle };
}
