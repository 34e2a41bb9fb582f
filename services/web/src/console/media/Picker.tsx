import { Input, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { MediaFoldersDocument, MediaLibraryDocument, MediaTagsDocument, type MediaCardFragment, type MediaKind } from '../gql/graphql';
import { Grid } from './Grid';
import s from './Picker.module.css';
import { mediaText } from './text';
import { inOrder } from './tree';

export interface PickerProps {
  kind: MediaKind;
  /** A file that is not offered. */
  without?: string;
  onPick: (file: MediaCardFragment) => void;
}

/** The library inside a dialog: files of one kind, by words, folder and tag. */
export function Picker({ kind, without, onPick }: PickerProps) {
  const t = useText(mediaText);
  const paging = usePaging();
  const [asked, setAsked] = useState({ search: '', folderId: '', tag: '', everywhere: false });
  const [folders] = useQuery({ query: MediaFoldersDocument });
  const [tags] = useQuery({ query: MediaTagsDocument });
  const ask = (change: Partial<typeof asked>) => {
    paging.reset();
    setAsked((now) => ({ ...now, ...change }));
  };
  const filter = {
    kind,
    search: asked.search || null,
    folderId: asked.folderId || null,
    tags: asked.tag ? [asked.tag] : null,
    everywhere: asked.everywhere,
  };
  const library = useQuery({ query: MediaLibraryDocument, variables: { first: 12, after: paging.after, filter }, requestPolicy: 'cache-and-network' });
  const narrowed = Boolean(asked.search || asked.folderId || asked.tag);
  return (
    <>
      <div className={s.asked} role="search">
        <Input.Search allowClear aria-label={t('search')} placeholder={t('search')} onSearch={(search) => ask({ search: search.trim() })} />
        <Select
          aria-label={t('folder')}
          value={asked.folderId}
          onChange={(folderId) => ask({ folderId })}
          options={[{ value: '', label: t('allFiles') }, ...inOrder(folders.data?.mediaFolders ?? []).map(({ id, name, depth }) => ({ value: id, label: `${'　'.repeat(depth)}${name}` }))]}
        />
        <Select
          aria-label={t('tag')}
          showSearch
          value={asked.tag}
          onChange={(tag) => ask({ tag })}
          options={[{ value: '', label: t('allTags') }, ...(tags.data?.mediaTags ?? []).map(({ name }) => ({ value: name, label: name }))]}
        />
        <Select
          aria-label={t('whose')}
          value={asked.everywhere ? 'all' : 'own'}
          onChange={(whose) => ask({ everywhere: whose === 'all' })}
          options={[
            { value: 'own', label: t('whose_own') },
            { value: 'all', label: t('whose_all') },
          ]}
        />
      </div>
      <Answer query={library}>
        {({ mediaLibrary: { nodes, pageInfo } }) => {
          const files = nodes.filter((file) => file.id !== without);
          if (files.length === 0) return <Empty title={narrowed ? t('noneFound') : t('none')} />;
          return (
            <>
              <Grid files={files} onPick={onPick} />
              <Pager paging={paging} info={pageInfo} />
            </>
          );
        }}
      </Answer>
    </>
  );
}
