import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { labelledQuestions } from './labelled-questions.js';
import { measureLevels } from './measure-levels.js';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

let world: TicketWorld;
beforeAll(async () => {
  world = await createTicketWorld();
});
afterAll(() => world?.close());

test.each(['zh', 'en'] as const)(
  'the questions for tuning keep their level and their answer in %s; the held-out third is not looked at here',
  async (language) => {
    const questions = labelledQuestions('TUNING').filter((asked) => asked.language === language);
    expect(questions.length).toBeGreaterThan(70);
    const outcomes = await measureLevels(world.database.ops, questions);
    const wrong = outcomes.filter(({ asked, level }) => level !== asked.level).map(({ asked }) => asked.question);
    expect(wrong).toEqual([]);
  },
);
