import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useText } from '../../shared/i18n/text';
import s from './Bundles.module.css';
import { Cover, type Piece } from './Choices';
import { moved } from './order';
import { bundlesText } from './text';

/** The message as its readers see it: the headline first; the focus stays with what was moved. */
export function Message({ pieces, onChange }: { pieces: Piece[]; onChange: (pieces: Piece[]) => void }) {
  const t = useText(bundlesText);
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const move = (from: number, to: number) => {
    const piece = pieces[from];
    if (!piece) return;
    onChange(moved(pieces, from, to));
    setSaid(t('moved', { title: piece.title, n: to + 1 }));
    requestAnimationFrame(() => {
      const buttons = [...(list.current?.children.item(to)?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
      buttons[from < to ? 1 : 0]?.focus();
    });
  };
  return (
    <>
      {pieces.length < 2 ? <p className={s.quiet}>{pieces.length === 0 ? t('empty') : t('one')}</p> : null}
      <ol ref={list} className={s.message}>
        {pieces.map((piece, at) => (
          <li key={piece.id}>
            <Cover of={piece} />
            <span className={s.title}>
              <span className={s.place}>{at === 0 ? t('first') : t('nth', { n: at + 1 })}</span>
              <br />
              {piece.title}
              {piece.cover ? null : <span className={s.place}> {t('noCover')}</span>}
            </span>
            <span className={s.acts}>
              <Button size="small" icon={<ArrowUpOutlined aria-hidden />} aria-label={t('up', { title: piece.title })} disabled={at === 0} onClick={() => move(at, at - 1)} />
              <Button size="small" icon={<ArrowDownOutlined aria-hidden />} aria-label={t('down', { title: piece.title })} disabled={at === pieces.length - 1} onClick={() => move(at, at + 1)} />
              <Button size="small" icon={<DeleteOutlined aria-hidden />} aria-label={t('remove', { title: piece.title })} onClick={() => onChange(pieces.filter((_, place) => place !== at))} />
            </span>
          </li>
        ))}
      </ol>
      <span className="jz-hidden" role="status">
        {said}
      </span>
    </>
  );
}
