import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Page, Section } from '../../shared/staff/Page';
import { CalendarRulesDocument } from '../gql/graphql';
import { BlockedDays } from './rules/BlockedDays';
import { Numbers } from './rules/Numbers';
import { Windows } from './rules/Windows';
import { releasesText } from './text';

/** When something may go out: hours, blocked days and times of the county; read by all, set by its administrators. */
export function Component() {
  const t = useText(releasesText);
  const rules = useQuery({ query: CalendarRulesDocument });
  return (
    <Page title={t('rulesTitle')} lead={t('rulesLead')} actions={<Link to="/console/releases">{t('backToBoard')}</Link>}>
      <Answer query={rules}>
        {({ calendarRules }) => (
          <>
            <Section title={t('windows')}>
              <Windows rules={calendarRules} />
            </Section>
            <Section title={t('blocked')}>
              <BlockedDays rules={calendarRules} />
            </Section>
            <Section title={t('numbers')}>
              <Numbers rules={calendarRules} />
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}
