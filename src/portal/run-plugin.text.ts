import type { Language } from './ports.js';

export interface RunPluginText {
  title(name: string): string;
  readonly lead: string;
  readonly run: string;
  readonly optional: string;
  readonly choose: string;
  readonly asJson: string;
  readonly result: string;
  readonly again: string;
  readonly all: string;
  readonly none: string;
  readonly yes: string;
  readonly no: string;
  readonly noResult: string;
  readonly proposed: string;
  readonly decide: string;
  readonly proof: string;
  readonly proofNote: string;
  readonly notHere: string;
  readonly unreadable: string;
}

const EN: RunPluginText = {
  title: (name) => `Run ${name}`,
  lead: 'It computes inside the brokerage with what you allowed it to see, and nothing else.',
  run: 'Run',
  optional: 'optional',
  choose: 'as the plugin chooses',
  asJson: 'as JSON',
  result: 'Result',
  again: 'Run it again',
  all: 'All plugins',
  none: 'none',
  yes: 'yes',
  no: 'no',
  noResult: 'There is no result:',
  proposed: 'It proposes something. Nothing happens before you confirm it.',
  decide: 'See what it proposes',
  proof: 'Signed receipt',
  proofNote: 'Proves which version gave this from which input; with it the run can be made again, bit for bit.',
  notHere: 'You have not installed this plugin, or it has nothing to run here.',
  unreadable: 'This is not JSON.',
};

const ZH: RunPluginText = {
  title: (name) => `运行 ${name}`,
  lead: '插件在券商内部计算，仅使用您同意其查看的内容。',
  run: '运行',
  optional: '选填',
  choose: '由插件决定',
  asJson: '以 JSON 填写',
  result: '结果',
  again: '再次运行',
  all: '全部插件',
  none: '无',
  yes: '是',
  no: '否',
  noResult: '没有结果：',
  proposed: '插件提出了建议。在您确认之前不会执行。',
  decide: '查看建议',
  proof: '已签名的凭证',
  proofNote: '证明由哪个版本、根据哪些输入得出此结果；可据此逐位重现。',
  notHere: '您尚未安装该插件，或其在此没有可运行的功能。',
  unreadable: '这不是 JSON。',
};

export const RUN_PLUGIN_TEXT: Readonly<Record<Language, RunPluginText>> = { en: EN, zh: ZH };
