import type { ReactNode } from 'react';
import { inSight, policyName, type Block, type ChartData, type Focus, type MediaType, type PictureData, type Span, type TableData } from './block';
import s from './BlocksView.module.css';

export interface BlocksViewProps {
  blocks: readonly Block[];
  /** Where a file of the article is to be had; `null` shows its alternative text. */
  mediaUrl: (mediaId: string) => string | null;
  /** A picture's size and its addresses at other widths, where they are known. */
  mediaSize?: ((mediaId: string) => PictureSize | undefined) | undefined;
  /** A drawing above the chart's table, for areas that carry a chart library. */
  draw?: ((chart: ChartData) => ReactNode) | undefined;
}

export interface PictureSize {
  width: number;
  height: number;
  srcSet: string | null;
}

/** The text of an article as readers see it. Charts always bring their table, so that nothing is told by a picture alone. */
export function BlocksView({ blocks, mediaUrl, mediaSize, draw }: BlocksViewProps) {
  return (
    <div className={s.prose}>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} mediaUrl={mediaUrl} mediaSize={mediaSize} draw={draw} />
      ))}
    </div>
  );
}

function BlockView({ block, mediaUrl, mediaSize, draw }: Omit<BlocksViewProps, 'blocks'> & { block: Block }) {
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
        <Picture picture={block} mediaUrl={mediaUrl} mediaSize={mediaSize} />
      );
    case 'gallery':
      return (
        <figure>
          <div className={s.gallery}>
            {block.images.map((picture, index) => (
              <Picture key={index} picture={picture} mediaUrl={mediaUrl} mediaSize={mediaSize} />
            ))}
          </div>
          {block.caption ? <figcaption>{block.caption}</figcaption> : null}
        </figure>
      );
    case 'file':
      return <File url={mediaUrl(block.mediaId)} title={block.title} />;
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
        <p className={block.summary ? s.linkCard : undefined}>
          <Address href={block.href}>{block.title || block.href}</Address>
          {block.summary ? <span>{block.summary}</span> : null}
        </p>
      );
    case 'policy':
      return (
        <p className={s.policy}>
          <Address href={block.href}>{policyName(block)}</Address>
        </p>
      );
    case 'table':
      return <WordTable table={block} />;
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

function Picture({ picture, mediaUrl, mediaSize }: { picture: PictureData } & Pick<BlocksViewProps, 'mediaUrl' | 'mediaSize'>) {
  return (
    <figure>
      <Media type="image" url={mediaUrl(picture.mediaId)} title={picture.alt} size={mediaSize?.(picture.mediaId)} focus={picture.focus} />
      {picture.caption ? <figcaption>{picture.caption}</figcaption> : null}
    </figure>
  );
}

/** A document stays a link: what opens it is the reader's own program. */
function File({ url, title }: { url: string | null; title: string }) {
  return (
    <p className={s.file}>
      {url ? (
        <a href={url} download>
          {title}
        </a>
      ) : (
        title
      )}
    </p>
  );
}

/** An address that is no web address is shown as its text. */
function Address({ href, children }: { href: string; children: ReactNode }) {
  if (!/^https?:/i.test(href)) return children;
  return (
    <a href={href} rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** A table whose heads a screen reader tells; it scrolls by itself where the page is narrow. */
function WordTable({ table }: { table: TableData }) {
  const scope = (row: number, column: number) => (table.headerRow && row === 0 ? 'col' : table.headerColumn && column === 0 ? 'row' : null);
  return (
    <div className={s.scroll} tabIndex={0} role="region" aria-label={table.caption ?? table.rows[0]?.map((cell) => cell.map((span) => span.text).join('')).join(' ')}>
      <table className={s.words}>
        {table.caption ? <caption>{table.caption}</caption> : null}
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => {
                const head = scope(at, column);
                return head ? (
                  <th key={column} scope={head}>
                    <Spans spans={cell} />
                  </th>
                ) : (
                  <td key={column}>
                    <Spans spans={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
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

interface MediaProps {
  type: MediaType;
  url: string | null;
  title: string;
  focus?: Focus | undefined;
  size?: PictureSize | undefined;
}

function Media({ type, url, title, focus, size }: MediaProps) {
  if (!url) return <span className={s.blank}>{title}</span>;
  if (type === 'image') {
    // Its size holds its place on the page before it is there; a narrow page takes a smaller file.
    const known = size ? { width: size.width, height: size.height, ...(size.srcSet ? { srcSet: size.srcSet, sizes: '(max-width: 760px) 100vw, 720px' } : {}) } : {};
    return <img src={url} alt={title} loading="lazy" {...known} style={inSight(focus)} />;
  }
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
