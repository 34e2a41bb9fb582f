import type { ReactNode } from 'react';
import type { Block, ChartData, MediaKind } from './block';
import s from './BlocksView.module.css';

export interface BlocksViewProps {
  blocks: readonly Block[];
  /** Where a file of the article is to be had; `null` shows its alternative text. */
  mediaUrl: (mediaId: string) => string | null;
  /** A drawing above the chart's table, for areas that carry a chart library. */
  draw?: (chart: ChartData) => ReactNode;
}

/** The text of an article as readers see it. Charts always bring their table, so that nothing is told by a picture alone. */
export function BlocksView({ blocks, mediaUrl, draw }: BlocksViewProps) {
  return (
    <div className={s.prose}>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} mediaUrl={mediaUrl} draw={draw} />
      ))}
    </div>
  );
}

export function BlockView({ block, mediaUrl, draw }: Omit<BlocksViewProps, 'blocks'> & { block: Block }) {
  switch (block.type) {
    case 'heading':
      return block.level === 2 ? <h2>{block.text}</h2> : <h3>{block.text}</h3>;
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{item}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'quote':
      return (
        <blockquote>
          {block.text.split('\n').map((line, index) => (
            <p key={index}>{line}</p>
          ))}
          {block.attribution ? <cite>—— {block.attribution}</cite> : null}
        </blockquote>
      );
    case 'media':
      return (
        <figure>
          <Media kind={block.kind} url={mediaUrl(block.mediaId)} alt={block.alt} />
          {block.caption ? <figcaption>{block.caption}</figcaption> : null}
        </figure>
      );
    case 'link':
      return (
        <p>
          <a href={block.url} rel="noopener noreferrer">
            {block.text || block.url}
          </a>
        </p>
      );
    case 'chart':
      return (
        <figure>
          <figcaption>{block.chart.title}</figcaption>
          {draw?.(block.chart)}
          <ChartTable chart={block.chart} />
        </figure>
      );
  }
}

function Media({ kind, url, alt }: { kind: MediaKind; url: string | null; alt: string }) {
  if (!url) return <span className={s.blank}>{alt}</span>;
  if (kind === 'image') return <img src={url} alt={alt} loading="lazy" />;
  if (kind === 'audio') return <audio src={url} controls aria-label={alt} />;
  return <video src={url} controls aria-label={alt} />;
}

function ChartTable({ chart }: { chart: ChartData }) {
  return (
    <div className={s.scroll} tabIndex={0} role="region" aria-label={chart.title}>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{chart.unit ? `（${chart.unit}）` : ''}</th>
            {chart.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              {row.values.map((value, index) => (
                <td key={index}>{value ?? '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
