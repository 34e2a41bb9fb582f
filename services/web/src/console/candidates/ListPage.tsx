import { Segmented, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Filters } from '../../shared/staff/Filters';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { CandidateChoicesDocument, CandidatesDocument, type CandidateState } from '../gql/graphql';
import { useCountyRight } from '../session';
import s from './Candidates.module.css';
import { Group } from './Group';
import { candidatesText } from './text';

const states: CandidateState[] = ['WAITING', 'TAKEN', 'DISMISSED'];
/** An empty list names no type, so the first candidate would not refresh it without this. */
const watched = { additionalTypenames: ['Candidate'] };

/** 转载候选: what came through feeds, grouped, with its filters in the address. */
export function Component() {
  const t = useText(candidatesText);
  const lang = useLang();
  const county = useCountyRight();
  const [search, setSearch] = useSearchParams();
  const paging = usePaging();
  const asked = search.get('state') ?? 'WAITING';
  const state = states.find((each) => each === asked) ?? null;
  const [sourceId, departmentId] = [search.get('source'), search.get('department')];
  const candidates = useQuery({
    query: CandidatesDocument,
    variables: { first: 20, after: paging.after, filter: { state, sourceId, departmentId } },
    context: watched,
  });
  const [{ data: choices }] = useQuery({ query: CandidateChoicesDocument });
  const filter = (key: string, value: string | null) => {
    paging.reset();
    setSearch((now) => {
      if (value) now.set(key, value);
      else now.delete(key);
      return now;
    });
  };
  const narrowed = state !== 'WAITING' || sourceId !== null || departmentId !== null;
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Filters>
        <Segmented
          aria-label={t('state')}
          value={state ?? 'ALL'}
          onChange={(value) => filter('state', value === 'WAITING' ? null : value)}
          options={[...states.map((value) => ({ value: value as string, label: t(value) })), { value: 'ALL', label: t('allStates') }]}
        />
        <Select
          aria-label={t('source')}
          showSearch={{ optionFilterProp: 'label' }}
          value={sourceId ?? ''}
          onChange={(value) => filter('source', value)}
          options={[{ value: '', label: t('allSources') }, ...(choices?.sources.map((row) => ({ value: row.id, label: row.name })) ?? [])]}
        />
        {county('article.read') ? (
          <Select
            aria-label={t('department')}
            showSearch={{ optionFilterProp: 'label' }}
            value={departmentId ?? ''}
            onChange={(value) => filter('department', value)}
            options={[
              { value: '', label: t('allDepartments') },
              ...(choices?.departments.map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn })) ?? []),
            ]}
          />
        ) : null}
      </Filters>
      <Answer query={candidates}>
        {({ candidates: page }) => (
          <>
            {page.nodes.length === 0 ? (
              <Empty title={narrowed ? t('noneFound') : t('none')} hint={narrowed ? t('noneFoundHint') : t('noneHint')} />
            ) : (
              <ul className={s.list} aria-label={t('title')}>
                {page.nodes.map((candidate) => (
                  <Group key={candidate.id} candidate={candidate} />
                ))}
              </ul>
            )}
            <Pager paging={paging} info={page.pageInfo} />
          </>
        )}
      </Answer>
    </Page>
  );
}
