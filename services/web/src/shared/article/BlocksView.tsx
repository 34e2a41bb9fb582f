import type { ReactNode } from 'react';
import type { Block, ChartData, MediaType, Span } from './block';
import s from './BlocksView.module.css';

export interface BlocksViewProps {
  blocks: readonly Block[];
  /** Where a file of the article is to be had; `null` shows its alternative text. */
  mediaUrl: (mediaId: string) => string | null;
  /** A drawing above the chart's table, for areas that carry a chart library. */
  draw?: ((chart: ChartData) => ReactNode) | undefined;
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

function BlockView({ block, mediaUrl, draw }: Omit<BlocksViewProps, 'blocks'> & { block: Block }) {
  switch (block.type) {
    case 'heading': {
      const Level = `h${String(block.level)}` as 'h2' | 'h3' | 'h4';
      return <Level>{block.text}</Level>;
    }
    case 'paragraph':
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, index) => (
            <li key={index}>
              <Spans spans={item} />
            </li>
          ))}
        </List>
      );
    }
    case 'quote':
      return (
        <blockquote>
          <p>{block.text}</p>
          {block.cite ? <cite>—— {block.cite}</cite> : null}
        </blockquote>
      );
    case 'image':
      return (
        <figure>
          <Media type="image" url={mediaUrl(block.mediaId)} title={block.alt} />
          {block.caption ? <figcaption>{block.caption}</figcaption> : null}
        </figure>
      );
    case 'audio':
    case 'video':
      return (
        <figure>
          <Media type={block.type} url={mediaUrl(block.mediaId)} title={block.title} />
          <figcaption>{block.title}</figcaption>
        </figure>
      );
    case 'link':
      return (
        <p>
          <a href={block.href} rel="noopener noreferrer">
            {block.title || block.href}
          </a>
        </p>
      );
    case 'chart':
      return (
        <figure>
          <figcaption>{block.title}</figcaption>
          {draw?.(block)}
          <ChartTable chart={block} />
        </figure>
      );
  }
}

function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map((span, index) => {
    let shown: ReactNode = span.text;
    if (span.bold) shown = <strong>{shown}</strong>;
    if (span.italic) shown = <em>{shown}</em>;
    if (span.href && /^https?:/i.test(span.href)) {
      shown = (
        <a href={span.href} rel="noopener noreferrer">
          {shown}
        </a>
      );
    }
    return <span key={index}>{shown}</span>;
  });
}

function Media({ type, url, title }: { type: MediaType; url: string | null; title: string }) {
  if (!url) return <span className={s.blank}>{title}</span>;
  if (type === 'image') return <img src={url} alt={title} loading="lazy" />;
  if (type === 'audio') return <audio src={url} controls aria-label={title} />;
  return <video src={url} controls aria-label={title} />;
}

function ChartTable({ chart }: { chart: ChartData }) {
  return (
    <div className={s.scroll} tabIndex={0} role="region" aria-label={chart.title}>
      <table className={s.table}>
        <thead>
          <tr>
            <td>{chart.unit ? `（${chart.unit}）` : ''}</td>
            {chart.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.rows.map(([label, ...values]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, index) => (
                <td key={index}>{value ?? '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
