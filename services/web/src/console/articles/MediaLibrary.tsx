import { Input } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { MediaType } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { MediaLibraryDocument } from '../gql/graphql';
import s from './MediaLibrary.module.css';
import { articlesText } from './text';
import { kindOf, type Uploaded } from './upload';

/** Files the department has sent before. */
export function MediaLibrary({ type, onPick }: { type: MediaType; onPick: (media: Uploaded) => void }) {
  const t = useText(articlesText);
  const paging = usePaging();
  const [asked, setAsked] = useState('');
  const kind = kindOf(type);
  const library = useQuery({ query: MediaLibraryDocument, variables: { first: 12, after: paging.after, kind, search: asked || null } });
  return (
    <>
      <Input.Search
        allowClear
        aria-label={t('mediaSearch')}
        placeholder={t('mediaSearch')}
        style={{ marginBottom: 12 }}
        onSearch={(value) => {
          paging.reset();
          setAsked(value.trim());
        }}
      />
      <Answer query={library}>
        {({ mediaLibrary: { nodes, pageInfo } }) => {
          const ready = nodes.filter((media) => media.state.toLowerCase() === 'ready');
          if (ready.length === 0) return <Empty title={asked ? t('mediaNoneFound') : t('mediaNone')} />;
          return (
            <>
              <ul className={s.grid}>
                {ready.map((media) => (
                  <li key={media.id}>
                    <button type="button" className={s.item} onClick={() => onPick({ id: media.id, url: media.url, alt: media.alt })}>
                      {type === 'image' ? <img src={media.url} alt="" loading="lazy" /> : null}
                      <span>{media.alt || media.fileName}</span>
                    </button>
                  </li>
                ))}
              </ul>
              <Pager paging={paging} info={pageInfo} />
            </>
          );
        }}
      </Answer>
    </>
  );
}
