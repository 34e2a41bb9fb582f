import { Segmented } from 'antd';
import { useState } from 'react';
import type { Block } from '../../shared/article/block';
import { textOf } from '../../shared/article/block';
import { BlocksView } from '../../shared/article/BlocksView';
import { useText } from '../../shared/i18n/text';
import { Chart } from '../../shared/staff/Chart';
import { Mark } from '../../shared/staff/Mark';
import { chartOption } from '../../shared/staff/chartOption';
import { over, wechatDigest, wechatLimits } from './limits';
import s from './Preview.module.css';
import { articlesText } from './text';

export interface PreviewPiece {
  title: string;
  summary: string;
  blocks: Block[];
  department: string;
  column: string;
  source: string;
  /** What the reader will see as the day of release; a draft shows today. */
  day: string;
  /** What readers are told of a machine's part. */
  label: string;
}

type Channel = 'website' | 'app' | 'wechat';

export interface PreviewProps {
  piece: PreviewPiece;
  mediaUrl: (mediaId: string) => string | null;
  coverUrl: string | null;
}

/** The piece as each channel will show it, with what a channel would refuse. */
export function Preview({ piece, mediaUrl, coverUrl }: PreviewProps) {
  const t = useText(articlesText);
  const [channel, setChannel] = useState<Channel>('website');
  return (
    <div>
      <Segmented<Channel>
        value={channel}
        onChange={setChannel}
        options={(['website', 'app', 'wechat'] as const).map((value) => ({ value, label: t(`preview_${value}`) }))}
      />
      {channel === 'wechat' ? <WechatNotes piece={piece} coverUrl={coverUrl} /> : null}
      <article className={`${s.page} ${s[channel]}`} lang="zh-CN">
        <h2 className={s.title}>{piece.title || t('untitled')}</h2>
        <p className={s.meta}>
          {channel === 'wechat' ? piece.department : [piece.column, piece.department, piece.day].filter(Boolean).join(' · ')}
          {piece.source ? ` · ${t('sourceIs', { name: piece.source })}` : ''}
        </p>
        {piece.summary && channel === 'website' ? <p className={s.summary}>{piece.summary}</p> : null}
        <BlocksView
          blocks={piece.blocks}
          mediaUrl={mediaUrl}
          draw={channel === 'wechat' ? undefined : (chart) => <Chart option={chartOption(chart)} label={chart.title} height={220} />}
        />
        {piece.label ? <p className={s.meta}>{piece.label}</p> : null}
      </article>
    </div>
  );
}

function WechatNotes({ piece, coverUrl }: { piece: PreviewPiece; coverUrl: string | null }) {
  const t = useText(articlesText);
  const body = piece.blocks.map(textOf).join('\n');
  const limits = wechatLimits({ title: piece.title, summary: piece.summary, body });
  const broken = over(limits);
  return (
    <>
      <ul className={s.limits}>
        {limits.map((limit) => (
          <li key={limit.field}>
            <Mark tone={broken.includes(limit) ? 'bad' : 'good'}>
              {t(`limit_${limit.field}`)} {limit.used}/{limit.most}
            </Mark>
          </li>
        ))}
        {coverUrl ? null : (
          <li>
            <Mark tone="warn">{t('coverNeeded')}</Mark>
          </li>
        )}
      </ul>
      <div className={s.cardOfChat}>
        {coverUrl ? <img src={coverUrl} alt="" /> : <div className={s.noCover} />}
        <strong>{piece.title || t('untitled')}</strong>
        <span>{wechatDigest(piece.summary, body)}</span>
      </div>
    </>
  );
}
