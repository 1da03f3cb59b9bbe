import type { PersonaStory } from '../personas.js';
import { CHEN_ZHIYUAN } from './chen-zhiyuan.js';
import { HE_JING } from './he-jing.js';
import { LI_SIMIN } from './li-simin.js';
import { LIN_WANRU } from './lin-wanru.js';
import { MA_DEFU } from './ma-defu.js';
import { SUN_LI } from './sun-li.js';
import { WANG_JIANGUO } from './wang-jianguo.js';
import { WU_MIN } from './wu-min.js';
import { XU_JIA } from './xu-jia.js';
import { ZHAO_YIMING } from './zhao-yiming.js';
import { ZHENG_KAIWEN } from './zheng-kaiwen.js';
import { ZHOU_HANG } from './zhou-hang.js';

export const STORIES: readonly PersonaStory[] = [
  CHEN_ZHIYUAN,
  LIN_WANRU,
  WANG_JIANGUO,
  LI_SIMIN,
  ZHAO_YIMING,
  SUN_LI,
  ZHOU_HANG,
  WU_MIN,
  ZHENG_KAIWEN,
  HE_JING,
  MA_DEFU,
  XU_JIA,
];
