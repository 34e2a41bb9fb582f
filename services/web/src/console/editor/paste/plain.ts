import type { Block } from '../../../shared/article/block';

/** Text without any looks as paragraphs: a line each, without the spaces it was indented by. */
export function plainBlocks(text: string): Block[] {
  return text
    .replace(/[\u200B-\u200D\u2060\uFEFF]/gu, '')
    .split(/\r\n?|[\n\u2028\u2029\v]/u)
    .map((line) => line.replace(/[\t\u00A0]+/gu, ' ').trim())
    .filter((line) => line !== '')
    .map((line) => ({ type: 'paragraph', spans: [{ text: line }] }));
}
