import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/live.css';
import './styles/people.css';
import './styles/events.css';
import './styles/timeline.css';
import './styles/decisions.css';
import './styles/cameras.css';
import './styles/zones.css';
import './styles/settings.css';
import './styles/status.css';
import './styles/why.css';
import { render } from 'preact';
import { App } from './App';

// The font is on its way since the page's head. Waiting a moment for it means that no text changes its shape;
// waiting longer would cost more than the font is worth.
const font = document.fonts.load("1em 'Inter Variable'").catch(() => []);
await Promise.race([font, new Promise(resolve => setTimeout(resolve, 150))]);
render(<App />, document.getElementById('app')!);
