import './shared/theme/base.css';
import { cssVariables } from './shared/theme/tokens';
import { lang, setLang } from './shared/i18n/lang';

// Three audiences, three bundles: what staff need is never sent to a citizen's phone.
const areas = {
  console: () => import('./console/entry'),
  oversight: () => import('./oversight/entry'),
  public: () => import('./public/entry'),
};

function areaOf(path: string): keyof typeof areas {
  if (path === '/console' || path.startsWith('/console/')) return 'console';
  if (path === '/oversight' || path.startsWith('/oversight/')) return 'oversight';
  return 'public';
}

async function start(): Promise<void> {
  const style = document.createElement('style');
  style.textContent = cssVariables();
  document.head.prepend(style);
  setLang(lang());
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no root element');
  const { mount } = await areas[areaOf(location.pathname)]();
  mount(root);
}

void start();
