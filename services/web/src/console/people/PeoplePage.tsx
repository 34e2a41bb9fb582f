import { PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Filters } from '../../shared/staff/Filters';
import { Mark } from '../../shared/staff/Mark';
import { Page } from '../../shared/staff/Page';
import { RowButton } from '../../shared/staff/RowButton';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { PeopleDocument, type PersonPartsFragment } from '../gql/graphql';
import { useRight } from '../session';
import { useWord } from '../words';
import { CreateDialog } from './CreateDialog';
import { PersonDrawer } from './PersonDrawer';
import { peopleText } from './text';

/** People and what they may do. Who creates a person and who gives a role are two different people (三员分立). */
export function Component() {
  const t = useText(peopleText);
  const may = useRight();
  const paging = usePaging();
  const [search, setSearch] = useState('');
  const [creating, setCreating] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const people = useQuery({ query: PeopleDocument, variables: { first: 20, after: paging.after, search: search || null } });
  const open = people[0].data?.people.nodes.find((person) => person.id === openId) ?? null;
  return (
    <Page
      title={t('pageTitle')}
      actions={
        may('person.manage') ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
            {t('create')}
          </Button>
        ) : null
      }
    >
      <Filters>
        <Input.Search
          data-search
          allowClear
          aria-label={t('search')}
          placeholder={t('searchHint')}
          onSearch={(value) => {
            paging.reset();
            setSearch(value.trim());
          }}
        />
      </Filters>
      <Answer query={people}>
        {(data) => (
          <>
            {data.people.nodes.length === 0 ? <Empty title={t('none')} /> : <Rows rows={data.people.nodes} onOpen={(person) => setOpenId(person.id)} />}
            <Pager paging={paging} info={data.people.pageInfo} />
          </>
        )}
      </Answer>
      <CreateDialog open={creating} onClose={() => setCreating(false)} />
      <PersonDrawer person={open} onClose={() => setOpenId(null)} />
    </Page>
  );
}

function Rows({ rows, onOpen }: { rows: PersonPartsFragment[]; onOpen: (person: PersonPartsFragment) => void }) {
  const t = useText(peopleText);
  const lang = useLang();
  const word = useWord();
  const columns: Column<PersonPartsFragment>[] = [
    {
      key: 'name',
      title: t('name'),
      width: '160px',
      render: (person) => (
        <RowButton onClick={() => onOpen(person)}>
          {person.name}
        </RowButton>
      ),
    },
    { key: 'login', title: t('login'), width: '200px', render: (person) => person.login },
    { key: 'department', title: t('department'), width: '180px', render: (person) => (lang === 'zh' ? person.department.name : person.department.nameEn) },
    {
      key: 'roles',
      title: t('roles'),
      render: (person) => (person.memberships.length === 0 ? t('noRoles') : person.memberships.map((each) => word('role', each.role)).join('、')),
    },
    { key: 'state', title: t('state'), width: '90px', render: (person) => <PersonState person={person} /> },
  ];
  return <DataTable label={t('pageTitle')} columns={columns} rows={rows} rowKey={(person) => person.id} onOpen={onOpen} />;
}

export function PersonState({ person }: { person: PersonPartsFragment }) {
  const t = useText(peopleText);
  if (!person.active) return <Mark tone="neutral">{t('inactive')}</Mark>;
  return <Mark tone="good">{t('active')}</Mark>;
}
