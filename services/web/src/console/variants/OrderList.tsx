import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { textOf, type Block } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { variantsText } from './text';
import { moved } from './variants';
import s from './Variants.module.css';

export interface OrderListProps {
  blocks: readonly Block[];
  order: number[];
  disabled: boolean;
  onChange: (order: number[] | null) => void;
}

/** The blocks in one channel's order, moved by buttons; the focus stays with what was moved. */
export function OrderList({ blocks, order, disabled, onChange }: OrderListProps) {
  const t = useText(variantsText);
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const name = useBlockName();
  const move = (from: number, to: number, side: 'up' | 'down') => {
    const place = order[from];
    const block = place === undefined ? undefined : blocks[place];
    onChange(moved(order, blocks.length, from, to));
    if (block) setSaid(t('moved', { n: to + 1, block: name(block) }));
    requestAnimationFrame(() => {
      const buttons = list.current?.children.item(to)?.querySelectorAll<HTMLButtonElement>('button');
      const [up, down] = buttons ?? [];
      const same = side === 'up' ? up : down;
      (same?.disabled ? (side === 'up' ? down : up) : same)?.focus();
    });
  };
  return (
    <>
      <ol ref={list} className={s.order}>
        {order.map((place, at) => {
          const block = blocks[place];
          if (!block) return null;
          const label = name(block);
          return (
            <li key={place}>
              <span title={label}>
                {at + 1}. {label}
              </span>
              <Button size="small" icon={<ArrowUpOutlined />} aria-label={t('up', { block: label })} disabled={disabled || at === 0} onClick={() => move(at, at - 1, 'up')} />
              <Button size="small" icon={<ArrowDownOutlined />} aria-label={t('down', { block: label })} disabled={disabled || at === order.length - 1} onClick={() => move(at, at + 1, 'down')} />
            </li>
          );
        })}
      </ol>
      <span className="jz-hidden" role="status">
        {said}
      </span>
    </>
  );
}

/** A block by its kind and its first words. */
export function useBlockName(): (block: Block) => string {
  const t = useText(variantsText);
  return (block) => {
    const words = Array.from(textOf(block).replace(/\s+/gu, ' ').trim());
    const first = words.slice(0, 18).join('');
    return first ? `${t(`block_${block.type}`)} · ${first}${words.length > 18 ? '…' : ''}` : t(`block_${block.type}`);
  };
}
