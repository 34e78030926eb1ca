// `npm start`: the bot.
import { launch } from './launch/launch.js';

await launch('main');
