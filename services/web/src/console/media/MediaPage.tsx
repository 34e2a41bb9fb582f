import { Checkbox, Input, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { dayEnd, dayStart } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Filters } from '../../shared/staff/Filters';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { SavedSearches } from '../articles/SavedSearches';
import { DepartmentsDocument, MediaFoldersDocument, MediaLibraryDocument, MediaTagsDocument, type LicenceState, type MediaKind } from '../gql/graphql';
import { useMe, useRight } from '../session';
import { FileDrawer } from './FileDrawer';
import { FolderTree } from './FolderTree';
import { Grid } from './Grid';
import s from './MediaPage.module.css';
import { mediaText } from './text';
import { Uploads } from './Uploads';

const kinds: MediaKind[] = ['IMAGE', 'AUDIO', 'VIDEO', 'DOCUMENT'];
const licences: LicenceState[] = ['OPEN', 'VALID', 'EXPIRING', 'EXPIRED'];
/** What of the address a saved search keeps. */
const kept = ['q', 'kind', 'licence', 'tag', 'whose', 'folder', 'from', 'to', 'deleted'];

/** The page's address as filters, so that a list can be kept as a bookmark and the back button finds it. */
function useAsked() {
  const [search, setSearch] = useSearchParams();
  const paging = usePaging();
  const get = (key: string) => search.get(key) ?? '';
  const set = (key: string, value: string | null) => {
    if (key !== 'file') paging.reset();
    setSearch((now) => {
      if (value) now.set(key, value);
      else now.delete(key);
      return now;
    });
  };
  const whose = get('whose');
  const filter = {
    search: get('q') || null,
    kind: kinds.find((kind) => kind === get('kind')) ?? null,
    licence: licences.find((licence) => licence === get('licence')) ?? null,
    tags: get('tag') ? [get('tag')] : null,
    folderId: get('folder') || null,
    everywhere: whose === 'all',
    departmentId: whose === 'all' ? null : whose || null,
    since: dayStart(get('from')),
    until: dayEnd(get('to')),
    deleted: get('deleted') === '1',
  };
  const saved = Object.fromEntries([...search].filter(([key]) => kept.includes(key)));
  const open = (to: Record<string, string>) => {
    paging.reset();
    setSearch(to);
  };
  return { get, set, filter, paging, saved, narrowed: Object.keys(saved).length > 0, open };
}

/** 素材库: the department's files, and what is said and done about each. */
export function Component() {
  const t = useText(mediaText);
  const may = useRight();
  const asked = useAsked();
  const keeps = may('media.upload');
  const [folders, loadFolders] = useQuery({ query: MediaFoldersDocument });
  const library = useQuery({
    query: MediaLibraryDocument,
    variables: { first: 24, after: asked.paging.after, filter: asked.filter },
    context: watched,
    requestPolicy: 'cache-and-network',
  });
  const again = () => {
    library[1]({ requestPolicy: 'network-only' });
    loadFolders({ requestPolicy: 'network-only' });
  };
  const tree = folders.data?.mediaFolders ?? [];
  const folder = tree.find((each) => each.id === asked.get('folder')) ?? null;
  const title = asked.filter.deleted ? t('noneDeleted') : asked.narrowed ? t('noneFound') : t('none');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Narrow asked={asked} />
      <div className={s.columns}>
        <FolderTree folders={tree} current={asked.get('folder')} keeps={keeps} onOpen={(id) => asked.set('folder', id)} onChanged={again} />
        <div>
          {keeps ? <Uploads folder={folder} onSent={again} /> : null}
          <Answer query={library}>
            {({ mediaLibrary: { nodes, pageInfo } }) =>
              nodes.length === 0 ? (
                <Empty title={title} hint={asked.narrowed ? t('noneFoundHint') : keeps ? t('noneHint') : ''} />
              ) : (
                <>
                  <Grid files={nodes} onPick={(file) => asked.set('file', file.id)} />
                  <Pager paging={asked.paging} info={pageInfo} />
                </>
              )
            }
          </Answer>
        </div>
      </div>
      <FileDrawer id={asked.get('file') || null} onClose={() => asked.set('file', null)} onChanged={again} />
    </Page>
  );
}

/** An empty list names no type, so the first file would not refresh it without this. */
const watched = { additionalTypenames: ['Media'] };

function Narrow({ asked: { get, set, filter, saved, open } }: { asked: ReturnType<typeof useAsked> }) {
  const t = useText(mediaText);
  const lang = useLang();
  const me = useMe();
  const [departments] = useQuery({ query: DepartmentsDocument });
  const [tags] = useQuery({ query: MediaTagsDocument });
  const others = (departments.data?.departments ?? []).filter((row) => row.id !== me.department.id);
  return (
    <Filters>
      <Input.Search data-search allowClear aria-label={t('search')} placeholder={t('search')} key={get('q')} defaultValue={get('q')} onSearch={(value) => set('q', value.trim())} />
      <Select
        aria-label={t('kind')}
        value={filter.kind ?? ''}
        onChange={(value) => set('kind', value)}
        options={[{ value: '', label: t('allKinds') }, ...kinds.map((value) => ({ value: value as string, label: t(`kind_${value}`) }))]}
      />
      <Select
        aria-label={t('tag')}
        showSearch
        style={{ minWidth: 120 }}
        value={get('tag')}
        onChange={(value) => set('tag', value)}
        options={[{ value: '', label: t('allTags') }, ...(tags.data?.mediaTags ?? []).map(({ name, files }) => ({ value: name, label: `${name}（${String(files)}）` }))]}
      />
      <Select
        aria-label={t('licence')}
        value={filter.licence ?? ''}
        onChange={(value) => set('licence', value)}
        options={[{ value: '', label: t('allLicences') }, ...licences.map((value) => ({ value: value as string, label: t(`licence_${value}`) }))]}
      />
      <Select
        aria-label={t('whose')}
        style={{ minWidth: 150 }}
        value={get('whose')}
        onChange={(value) => set('whose', value)}
        options={[
          { value: '', label: t('whose_own') },
          { value: 'all', label: t('whose_all') },
          ...others.map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn })),
        ]}
      />
      <span className={s.days}>
        {t('uploadedFrom')}
        <Input type="date" aria-label={t('uploadedFrom')} value={get('from')} max={get('to') || undefined} onChange={(event) => set('from', event.target.value)} />
        {t('uploadedTo')}
        <Input type="date" aria-label={t('uploadedTo')} value={get('to')} min={get('from') || undefined} onChange={(event) => set('to', event.target.value)} />
      </span>
      <Checkbox checked={filter.deleted} onChange={(event) => set('deleted', event.target.checked ? '1' : null)}>
        {t('deleted')}
      </Checkbox>
      <SavedSearches list="MEDIA" filter={saved} onOpen={open} />
    </Filters>
  );
}
