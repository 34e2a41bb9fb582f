import { readBlocks, type Block } from '../../shared/article/block';

/** A plain text as blocks: a line is a paragraph, empty lines only part them. */
export function blocksOf(text: string): Block[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => ({ type: 'paragraph', spans: [{ text: line }] }));
}

/** The text of blocks that are paragraphs without marks; `null` where a plain field could not give them back as they were. */
export function plainOf(blocks: unknown): string | null {
  const lines: string[] = [];
  for (const block of readBlocks(blocks)) {
    if (block.type !== 'paragraph' || block.spans.some((span) => span.bold === true || span.italic === true || span.href !== undefined)) return null;
    lines.push(block.spans.map((span) => span.text).join(''));
  }
  return lines.join('\n');
}
