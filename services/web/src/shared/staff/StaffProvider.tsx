import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect, type ReactNode } from 'react';
import { Provider, type Client } from 'urql';
import { useLang } from '../i18n/lang';
import { ErrorBoundary } from '../states/ErrorBoundary';
import { antdTheme } from './antdTheme';
import './staff.css';

/** Who asked their system for less motion sees dialogs and lists open at once. */
const still = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
const theme = still ? { ...antdTheme, token: { ...antdTheme.token, motion: false } } : antdTheme;

/** What both staff areas stand in: theme, language, client and dialogs. */
export function StaffProvider({ client, children }: { client: Client; children: ReactNode }) {
  const lang = useLang();
  useEffect(() => {
    dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en');
  }, [lang]);
  return (
    <ConfigProvider theme={theme} locale={lang === 'zh' ? zhCN : enUS} button={{ autoInsertSpace: false }} wave={{ disabled: still }}>
      <App message={{ maxCount: 3 }}>
        <Provider value={client}>
          <ErrorBoundary>{children}</ErrorBoundary>
        </Provider>
      </App>
    </ConfigProvider>
  );
}
