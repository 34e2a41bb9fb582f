import { pair } from '../../shared/i18n/text';

const zh = {
  form_REVIEW: '三审三校表 PDF',
  form_SECRECY: '保密审批表 PDF',
  hint: '带核验码和二维码，可在核验页核对真伪；出具会记入审计记录',
} as const;

const en: Record<keyof typeof zh, string> = {
  form_REVIEW: 'Review sheet (PDF)',
  form_SECRECY: 'Secrecy form (PDF)',
  hint: 'With a code and a QR code that the verify page checks; issuing it is recorded',
};

export const printText = pair(zh, en);
