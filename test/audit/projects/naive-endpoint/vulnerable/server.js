import cors from 'cors';
import express from 'express';
import OpenAI from 'openai';

const app = express();
app.set('env', 'development');
app.use(cors());
app.use(express.json({ limit: '50mb' }));

const openai = new OpenAI({ apiKey: '@@OPENAI_KEY@@' });
const API_KEY = process.env.API_KEY;
const requests = {};

app.use((req, res, next) => {
  if (req.headers['x-api-key'] != API_KEY) return res.status(401).json({ error: 'Wrong key' });
  next();
});

app.use((req, res, next) => {
  const now = Date.now();
  const recent = (requests[req.ip] || []).filter((time) => now - time < 60000);
  if (recent.length >= 10) return res.status(429).json({ error: 'Too many requests' });
  requests[req.ip] = [...recent, now];
  next();
});

function sanitize(text) {
  return text.replace(/[^\w\s]/gi, '');
}

app.post('/api/chat', async (req, res) => {
  try {
    const message = sanitize(req.body.message);
    console.log('Prompt:', message);
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: `You are a helpful assistant of ${req.body.company}.` },
        { role: 'user', content: message },
      ],
    });
    res.json({ reply: completion.choices[0].message.content });
  } catch (error) {
    res.status(500).json({ error: error.message, stack: error.stack });
  }
});

app.listen(3000);
